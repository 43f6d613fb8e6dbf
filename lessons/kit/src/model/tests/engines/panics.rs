//! Panics: over loom they end the model, over the explorer their thread.

use super::{Ends, over};
use crate::{
    model::{log::Ending, tests::failed},
    sync::{
        Arc, Mutex, RwLock,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    thread,
};

const NO_ERR: (Ends, &str) = (Ends::Panics, "a panic of a thread ends the model");

#[test]
fn a_panic_comes_back_from_join() {
    let _case = crate::case!();
    over(Ends::Well, NO_ERR, || {
        let value = Arc::new(AtomicUsize::new(0));
        let child = thread::spawn({
            let value = value.clone();
            move || {
                value.fetch_add(1, SeqCst);
                panic!("told by join");
            }
        });
        let payload = child.join().unwrap_err();
        assert_eq!(payload.downcast_ref::<&str>(), Some(&"told by join"));
        assert_eq!(value.load(SeqCst), 1);
    });
}

#[test]
fn a_lock_that_a_panic_leaves_is_poisoned_for_the_others() {
    let _case = crate::case!();
    over(Ends::Well, NO_ERR, || {
        let (value, shared) = (Mutex::new(1), RwLock::new(1));
        thread::scope(|scope| {
            let child = scope.spawn(|| {
                let (mut value, mut shared) = (value.lock().unwrap(), shared.write().unwrap());
                (*value, *shared) = (2, 2);
                panic!("with both locks held");
            });
            assert!(child.join().is_err());
        });
        assert!(value.is_poisoned() && shared.is_poisoned());
        assert_eq!(*value.lock().unwrap_err().into_inner(), 2);
        assert_eq!(*shared.read().unwrap_err().into_inner(), 2);
        value.clear_poison();
        assert_eq!(*value.lock().unwrap(), 2);
    });
}

#[test]
fn a_panic_of_which_nobody_learns_is_a_failure() {
    let _case = crate::case!();
    let failure = failed(|| {
        let value = Arc::new(Mutex::new(0));
        let other = value.clone();
        thread::spawn(move || {
            *other.lock().unwrap() += 1;
            panic!("into the void");
        });
        *value
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner()) += 1;
    });
    assert!(
        matches!(&failure.ending, Ending::Panic { thread: 1, message, .. } if message == "into the void"),
        "{failure:?}"
    );
}

#[test]
fn the_first_panic_is_told_and_not_its_consequences() {
    let _case = crate::case!();
    let failure = failed(|| {
        let value = Mutex::new(0);
        thread::scope(|scope| {
            scope.spawn(|| {
                let _held = value.lock().unwrap();
                panic!("the cause");
            });
            scope.spawn(|| *value.lock().unwrap() += 1);
        });
    });
    assert!(
        matches!(&failure.ending, Ending::Panic { message, .. } if message == "the cause"),
        "{failure:?}"
    );
}
