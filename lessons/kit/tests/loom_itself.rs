//! The race test of lesson 02's `counter`, written for loom itself: what `lessons/kit/LOOM.md` shows.

use std::panic::{self, AssertUnwindSafe};

use loom::{
    sync::{Arc, Mutex},
    thread,
};

/// A counter that reads and writes under two locks.
struct Torn {
    total: Mutex<u64>,
}

impl Torn {
    fn add(&self, n: u64) {
        let before = *self.total.lock().unwrap();
        *self.total.lock().unwrap() = before + n;
    }
}

/// A counter that reads and writes under one.
struct Whole {
    total: Mutex<u64>,
}

impl Whole {
    fn add(&self, n: u64) {
        *self.total.lock().unwrap() += n;
    }
}

#[test]
fn an_update_is_lost_between_two_locks() {
    let explored = panic::catch_unwind(AssertUnwindSafe(|| {
        loom::model(|| {
            let counter = Arc::new(Torn {
                total: Mutex::new(0),
            });
            let other = thread::spawn({
                let counter = Arc::clone(&counter);
                move || counter.add(2)
            });
            counter.add(1);
            other.join().unwrap();
            assert_eq!(*counter.total.lock().unwrap(), 3);
        });
    }));
    assert!(
        explored.is_err(),
        "loom finds the order in which an update is lost"
    );
}

#[test]
fn nothing_is_lost_under_one_lock() {
    loom::model(|| {
        let counter = Arc::new(Whole {
            total: Mutex::new(0),
        });
        let other = thread::spawn({
            let counter = Arc::clone(&counter);
            move || counter.add(2)
        });
        counter.add(1);
        other.join().unwrap();
        assert_eq!(*counter.total.lock().unwrap(), 3);
    });
}
