//! Atomics among plain interleavings.

use super::{failed, panics, proven};
use crate::{
    model::{engine::TELLS_STATES, log::Ending},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
    thread,
};

#[test]
fn load_then_store_loses_an_update_and_needs_no_stale_value() {
    let _case = crate::case!();
    let failure = panics("left: 1", || {
        let total = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let seen = total.load(SeqCst);
                    total.store(seen + 1, SeqCst);
                });
            }
        });
        assert_eq!(total.load(SeqCst), 2);
    });
    assert!(failure.interleaving && failure.log.events.iter().all(|event| !event.stale));
}

#[test]
fn fetch_add_loses_nothing() {
    let _case = crate::case!();
    proven(|| {
        let total = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| total.fetch_add(1, SeqCst));
            }
        });
        assert_eq!(total.load(SeqCst), 2);
    });
}

/// loom alone misses it: its own load hides the other thread's (loom issue 392).
#[test]
fn a_thread_sees_what_another_stores_after_its_own_load() {
    let _case = crate::case!();
    panics("seen", || {
        let flag = Arc::new(AtomicBool::new(false));
        let other = thread::spawn({
            let flag = flag.clone();
            move || {
                let _ = flag.load(SeqCst);
                flag.store(true, SeqCst);
            }
        });
        assert!(!flag.load(SeqCst), "seen");
        other.join().unwrap();
    });
}

/// loom alone calls it wrong: to it `SeqCst` is acquire and release.
#[test]
fn of_two_who_raise_a_flag_and_look_one_sees_the_other() {
    let _case = crate::case!();
    proven(|| {
        let flags = [AtomicBool::new(false), AtomicBool::new(false)];
        let seen = thread::scope(|scope| {
            let other = scope.spawn(|| {
                flags[0].store(true, SeqCst);
                flags[1].load(SeqCst)
            });
            flags[1].store(true, SeqCst);
            let mine = flags[0].load(SeqCst);
            mine || other.join().unwrap()
        });
        assert!(seen);
    });
}

#[test]
fn waiting_in_a_loop_without_a_word_is_no_endless_loop() {
    let _case = crate::case!();
    proven(|| {
        let done = Arc::new(AtomicBool::new(false));
        let other = thread::spawn({
            let done = done.clone();
            move || done.store(true, SeqCst)
        });
        while !done.load(SeqCst) {}
        other.join().unwrap();
    });
}

#[test]
fn waiting_in_a_loop_for_what_nobody_does_is_told() {
    let _case = crate::case!();
    let failure = failed(|| {
        let done = AtomicBool::new(false);
        while !done.load(SeqCst) {}
    });
    assert_eq!(failure.ending, Ending::Spin { thread: 0 });
}

#[test]
fn more_steps_than_an_execution_may_have_are_not_called_going_round_in_vain() {
    let _case = crate::case!();
    let failure = failed(|| {
        let counter = AtomicUsize::new(0);
        while counter.fetch_add(1, SeqCst) < 10_000 {}
    });
    match failure.ending {
        Ending::NoEnd { thread: 0, steps } => assert_eq!(steps, 5_000),
        // loom says the same of both.
        Ending::Spin { thread: 0 } if !TELLS_STATES => {}
        ending => panic!("{ending:?}"),
    }
}
