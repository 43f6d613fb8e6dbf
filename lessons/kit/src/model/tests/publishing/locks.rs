//! Locks, and condition variables beside them.

use std::time::Duration;

use super::{Data, published};
use crate::{
    model::{log::Ending, tests::failed},
    sync::{Condvar, Mutex, RwLock, RwLockWriteGuard},
    thread,
};

const LONG: Duration = Duration::from_secs(3600);

#[test]
fn a_mutex() {
    let _case = crate::case!();
    published(
        || Mutex::new(()),
        |lock, data| {
            let _held = lock.lock().unwrap();
            data.write();
        },
        |lock, data| {
            let _held = lock.lock().unwrap();
            data.is_here_if_done();
        },
    );
}

#[test]
fn a_mutex_that_is_tried() {
    let _case = crate::case!();
    published(
        || Mutex::new(()),
        |lock, data| {
            if let Ok(_held) = lock.try_lock() {
                data.write();
            }
        },
        |lock, data| {
            if let Ok(_held) = lock.try_lock() {
                data.is_here_if_done();
            }
        },
    );
}

#[test]
fn a_writer_to_a_reader() {
    let _case = crate::case!();
    published(
        || RwLock::new(()),
        |lock, data| {
            let _held = lock.write().unwrap();
            data.write();
        },
        |lock, data| {
            let _held = lock.read().unwrap();
            data.is_here_if_done();
        },
    );
}

#[test]
fn a_reader_to_a_writer() {
    let _case = crate::case!();
    published(
        || RwLock::new(()),
        |lock, data| {
            let _held = lock.read().unwrap();
            data.write();
        },
        |lock, data| {
            let _held = lock.write().unwrap();
            data.is_here_if_done();
        },
    );
}

/// The reader reads what the writer changes after it.
#[test]
fn a_reader_to_a_writer_that_changes_what_was_read() {
    let _case = crate::case!();
    published(
        || RwLock::new(()),
        |lock, data| {
            let _held = lock.read().unwrap();
            data.read();
        },
        |lock, data| {
            let _held = lock.write().unwrap();
            data.write();
        },
    );
}

#[test]
fn a_writer_that_becomes_a_reader_to_a_writer() {
    let _case = crate::case!();
    published(
        || RwLock::new(()),
        |lock, data| {
            let held = RwLockWriteGuard::downgrade(lock.write().unwrap());
            data.write();
            drop(held);
        },
        |lock, data| {
            let _held = lock.write().unwrap();
            data.is_here_if_done();
        },
    );
}

/// Whoever only reads after a reader is not ordered after it.
#[test]
fn a_reader_to_a_reader_hands_nothing_over() {
    let _case = crate::case!();
    if cfg!(not(feature = "explorer")) {
        return; // loom takes turns for an order
    }
    let failure = failed(|| {
        let (data, lock) = (Data::new(), RwLock::new(()));
        thread::scope(|scope| {
            scope.spawn(|| {
                let _held = lock.read().unwrap();
                data.write();
            });
            let _held = lock.read().unwrap();
            data.is_here_if_done();
        });
    });
    assert!(matches!(failure.ending, Ending::DataRace { .. }));
}

#[test]
fn a_notification() {
    let _case = crate::case!();
    published(
        || (Mutex::new(false), Condvar::new()),
        |(open, changed), data| {
            data.write();
            *open.lock().unwrap() = true;
            changed.notify_one();
        },
        |(open, changed), data| {
            let held = open.lock().unwrap();
            drop(changed.wait_while(held, |open| !*open).unwrap());
            data.is_here();
        },
    );
}

#[test]
fn a_notification_in_time() {
    let _case = crate::case!();
    published(
        || (Mutex::new(false), Condvar::new()),
        |(open, changed), data| {
            data.write();
            *open.lock().unwrap() = true;
            changed.notify_all();
        },
        |(open, changed), data| {
            let held = open.lock().unwrap();
            let held = changed.wait_timeout_while(held, LONG, |open| !*open);
            if *held.unwrap().0 {
                data.is_here();
            }
        },
    );
}
