//! `std::hint`; a spinning thread lets the others run.

use std::panic::Location;

pub use std::hint::{assert_unchecked, black_box, select_unpredictable, unreachable_unchecked};

/// As std's: a thread that waits in a loop says so, and the others get their turn.
#[track_caller]
pub fn spin_loop() {
    super::thread::give_way(Location::caller());
}
