//! Memory orders and checked cells.

use super::{failed, panics, proven};
use crate::{
    cell::UnsafeCell,
    model::log::{Ending, Event, What},
    sync::{
        Arc,
        atomic::{
            AtomicBool, AtomicUsize,
            Ordering::{Acquire, Relaxed, Release},
        },
    },
    thread,
};

#[test]
fn a_relaxed_flag_publishes_nothing() {
    let _case = crate::case!();
    let failure = panics("left: 0", || {
        let shared = Arc::new((AtomicUsize::new(0), AtomicBool::new(false)));
        let writer = thread::spawn({
            let shared = shared.clone();
            move || {
                shared.0.store(42, Relaxed);
                shared.1.store(true, Relaxed);
            }
        });
        if shared.1.load(Relaxed) {
            assert_eq!(shared.0.load(Relaxed), 42);
        }
        writer.join().unwrap();
    });
    assert!(!failure.interleaving);
    assert!(failure.log.events.iter().any(|event| event.stale));
}

#[test]
fn release_and_acquire_publish() {
    let _case = crate::case!();
    proven(|| {
        let shared = Arc::new((AtomicUsize::new(0), AtomicBool::new(false)));
        let writer = thread::spawn({
            let shared = shared.clone();
            move || {
                shared.0.store(42, Relaxed);
                shared.1.store(true, Release);
            }
        });
        if shared.1.load(Acquire) {
            assert_eq!(shared.0.load(Relaxed), 42);
        }
        writer.join().unwrap();
    });
}

struct Shared(UnsafeCell<u32>, AtomicBool);
// SAFETY: not so; that is what the tests are about.
unsafe impl Sync for Shared {}

#[test]
fn two_who_use_a_cell_without_order_race() {
    let _case = crate::case!();
    let failure = failed(|| {
        let shared = Arc::new(Shared(UnsafeCell::new(0), AtomicBool::new(false)));
        let writer = thread::spawn({
            let shared = shared.clone();
            move || {
                // SAFETY: the model checker ends the execution before the access.
                shared.0.with_mut(|value| unsafe { *value = 1 });
                shared.1.store(true, Relaxed);
            }
        });
        if shared.1.load(Acquire) {
            // SAFETY: as above.
            shared.0.with(|value| unsafe { *value });
        }
        writer.join().unwrap();
    });
    assert!(matches!(failure.ending, Ending::DataRace { .. }));
}

#[test]
fn two_who_use_a_cell_in_order_do_not_race() {
    let _case = crate::case!();
    proven(|| {
        let shared = Arc::new(Shared(UnsafeCell::new(0), AtomicBool::new(false)));
        let writer = thread::spawn({
            let shared = shared.clone();
            move || {
                // SAFETY: nobody reads before the flag is up.
                shared.0.with_mut(|value| unsafe { *value = 1 });
                shared.1.store(true, Release);
            }
        });
        if shared.1.load(Acquire) {
            // SAFETY: nobody writes after the flag is up.
            let value = shared.0.with(|value| unsafe { *value });
            assert_eq!(value, 1);
        }
        writer.join().unwrap();
    });
}

/// The newest value may be an old one written again: which store was found counts.
#[test]
fn an_old_value_is_old_even_if_it_is_the_same_as_the_newest() {
    let _case = crate::case!();
    if cfg!(not(feature = "explorer")) {
        return; // loom may find another failure first
    }
    let failure = panics("left: 0", || {
        let (data, flag) = (AtomicUsize::new(0), AtomicBool::new(false));
        let counts = AtomicUsize::new(0);
        thread::scope(|scope| {
            scope.spawn(|| {
                counts.store(1, Relaxed);
                data.store(7, Relaxed);
                data.store(0, Release);
                flag.store(true, Relaxed);
            });
            if flag.load(Relaxed) && data.load(Acquire) == 0 {
                // Sure if the last store was found, not if it was the first value.
                assert_eq!(counts.load(Relaxed), 1);
            }
        });
    });
    let stale = failure.log.events.iter().filter(|event| event.stale);
    assert_eq!(stale.count(), 2, "of `data` and of `counts`");
}

#[test]
fn an_exchange_that_fails_may_have_found_an_old_value() {
    let _case = crate::case!();
    if cfg!(not(feature = "explorer")) {
        return; // to loom an exchange always finds the newest
    }
    let failure = panics("left: Err(0)", || {
        let (data, flag) = (AtomicUsize::new(0), AtomicBool::new(false));
        thread::scope(|scope| {
            scope.spawn(|| {
                data.store(42, Relaxed);
                flag.store(true, Relaxed);
            });
            if flag.load(Relaxed) {
                assert_eq!(data.compare_exchange(7, 8, Relaxed, Relaxed), Err(42));
            }
        });
    });
    let fails = |event: &&Event| matches!(event.what, What::ExchangeFailed { .. });
    let event = failure.log.events.iter().find(fails).expect("it failed");
    assert!(event.stale);
}
