//! Models that look at reference counts, which are std's own.
//!
//! They are told by the file that they stand in, so no other model is to be here.

use std::sync::atomic::AtomicUsize as Std;

use super::{explore, failed};
use crate::{
    model::{engine::TELLS_STATES, log::Ending, verdict::Verdict},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    thread,
};

/// A count is std's own, and no engine sees who reads it.
#[test]
fn who_is_the_last_to_have_something_is_found_out() {
    let _case = crate::case!();
    let failure = failed(|| {
        let (shared, last) = (Arc::new(Mutex::new(())), Arc::new(AtomicUsize::new(0)));
        let both = [1, 2].map(|number| {
            let (shared, last) = (shared.clone(), last.clone());
            thread::spawn(move || {
                drop(shared.lock().unwrap());
                if Arc::strong_count(&shared) == 2 {
                    last.store(number, SeqCst);
                }
                drop(shared);
            })
        });
        both.into_iter().for_each(|thread| thread.join().unwrap());
        assert_ne!(last.load(SeqCst), 1);
    });
    assert!(matches!(failure.ending, Ending::Panic { .. }));
}

/// Nothing stands between the look and the drop, so no engine puts the other thread there. It must not say it did.
#[test]
fn what_lies_between_two_looks_at_a_count_is_not_called_explored() {
    let _case = crate::case!();
    static NEITHER: Std = Std::new(0);
    let verdict = explore(|| {
        let (shared, last) = (Arc::new(Mutex::new(())), Arc::new(AtomicUsize::new(0)));
        let others = [1, 2].map(|_| {
            let (shared, last) = (Arc::downgrade(&shared), last.clone());
            let held = shared.upgrade().unwrap();
            thread::spawn(move || {
                drop(held.lock().unwrap());
                if Arc::strong_count(&held) == 1 {
                    last.fetch_add(1, SeqCst);
                }
            })
        });
        drop(shared);
        others.into_iter().for_each(|thread| thread.join().unwrap());
        if last.load(SeqCst) == 0 {
            NEITHER.fetch_add(1, SeqCst);
        }
    });
    if !TELLS_STATES {
        return; // loom's words are its own
    }
    // With std both may see two.
    assert_eq!(NEITHER.load(SeqCst), 0);
    let Verdict::Bounded(covered) = verdict else {
        panic!("{verdict:#?}");
    };
    assert!(
        covered
            .sentence
            .ends_with("so this is not every interleaving"),
        "{}",
        covered.sentence
    );
}

/// A loop that waits for a count is no endless loop, as long as it lets the others run.
#[test]
fn a_count_that_is_asked_for_again_and_again() {
    let _case = crate::case!();
    let weak = || {
        let shared = Arc::new(Mutex::new(0));
        let weak = Arc::downgrade(&shared);
        let other = thread::spawn(move || *shared.lock().unwrap() += 1);
        while weak.upgrade().is_some() {
            thread::yield_now();
        }
        other.join().unwrap();
    };
    let strong = || {
        let shared = Arc::new(Mutex::new(0));
        let other = thread::spawn({
            let shared = shared.clone();
            move || *shared.lock().unwrap() += 1
        });
        while Arc::strong_count(&shared) > 1 {
            thread::yield_now();
        }
        other.join().unwrap();
    };
    for verdict in [explore(weak), explore(strong)] {
        assert!(
            matches!(verdict, Verdict::Proven(_) | Verdict::Bounded(_)),
            "{verdict:?}"
        );
    }
}
