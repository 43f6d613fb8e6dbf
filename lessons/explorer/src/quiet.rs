//! Panics that nobody wants to read.

use std::{panic, sync::Once};

use crate::execution;

/// Keeps the panics of executions that are not shown from being printed.
///
/// A model that fails panics in every failing execution, and the search looks for the shortest among some
/// dozens. This puts a panic hook before the present one, for the whole process and for good; it lets all other
/// panics through. Call it once, from the program or the test that explores, not from a library.
pub fn quiet_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !execution::is_active() || execution::is_recording() {
                previous(info);
            }
        }));
    });
}
