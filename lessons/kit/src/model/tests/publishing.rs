//! What one thread does before it hands something over, whoever it is handed to finds done: each way to hand over by itself.
//!
//! The data are a relaxed atomic and a checked cell, which nothing else orders.

mod locks;
mod messages;
mod others;

use super::proven;
use crate::{
    cell::UnsafeCell,
    sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed},
    thread,
};

/// What is handed over; `done` orders nothing.
struct Data {
    relaxed: AtomicU32,
    cell: UnsafeCell<u32>,
    done: AtomicBool,
}

// SAFETY: not so by itself; that is what the tests are about.
unsafe impl Sync for Data {}

impl Data {
    fn new() -> Self {
        Self {
            relaxed: AtomicU32::new(0),
            cell: UnsafeCell::new(0),
            done: AtomicBool::new(false),
        }
    }

    fn write(&self) {
        self.relaxed.store(42, Relaxed);
        // SAFETY: the model checker ends the execution before an access that races.
        self.cell.with_mut(|cell| unsafe { *cell = 42 });
        self.done.store(true, Relaxed);
    }

    fn read(&self) -> (u32, u32) {
        // SAFETY: as above.
        let cell = self.cell.with(|cell| unsafe { *cell });
        (self.relaxed.load(Relaxed), cell)
    }

    #[track_caller]
    fn is_here(&self) {
        assert_eq!(self.read(), (42, 42));
    }

    /// Of a thread that came first or second, and knows it by the relaxed flag alone.
    #[track_caller]
    fn is_here_if_done(&self) {
        if self.done.load(Relaxed) {
            self.is_here();
        }
    }
}

/// One writes and hands over, the other takes over and reads.
#[track_caller]
fn published<S: Sync + 'static>(shared: fn() -> S, from: fn(&S, &Data), to: fn(&S, &Data)) {
    proven(move || {
        let (data, shared) = (Data::new(), shared());
        thread::scope(|scope| {
            scope.spawn(|| from(&shared, &data));
            to(&shared, &data);
        });
    });
}
