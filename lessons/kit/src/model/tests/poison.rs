//! Looking for poison is a step like others: it may come before the panic or after it.

use super::{explore, panics, proven};
use crate::{
    model::verdict::Verdict,
    sync::{Arc, Mutex, Once, RwLock},
    thread,
};

/// Over loom a panic ends the model, whoever learns of it.
const CATCHES: bool = cfg!(feature = "explorer");

#[test]
fn a_lock_that_another_thread_may_poison_may_be_poisoned() {
    let _case = crate::case!();
    if !CATCHES {
        return;
    }
    panics("no poison", || {
        let value = Arc::new(Mutex::new(0));
        let other = thread::spawn({
            let value = value.clone();
            move || {
                let _held = value.lock();
                panic!("with the lock held");
            }
        });
        let found = value.is_poisoned();
        _ = other.join();
        assert!(!found, "no poison");
    });
    panics("no poison", || {
        let value = Arc::new(RwLock::new(0));
        let other = thread::spawn({
            let value = value.clone();
            move || {
                let _held = value.write();
                panic!("with the lock held");
            }
        });
        let found = value.is_poisoned();
        _ = other.join();
        assert!(!found, "no poison");
    });
}

#[test]
fn a_lock_that_another_thread_may_poison_may_be_well() {
    let _case = crate::case!();
    if !CATCHES {
        return;
    }
    panics("poison", || {
        let value = Arc::new(RwLock::new(0));
        let other = thread::spawn({
            let value = value.clone();
            move || {
                let _held = value.write();
                panic!("with the lock held");
            }
        });
        let found = value.is_poisoned();
        _ = other.join();
        assert!(found, "poison");
    });
}

/// Whoever clears it may come between the panic and the look.
#[test]
fn poison_may_be_cleared_by_another_thread() {
    let _case = crate::case!();
    if !CATCHES {
        return;
    }
    let poisoned = || {
        let value = Arc::new(RwLock::new(0));
        let other = thread::spawn({
            let value = value.clone();
            move || {
                let _held = value.write();
                panic!("with the lock held");
            }
        });
        _ = other.join();
        value
    };
    panics("poison", move || {
        let value = poisoned();
        thread::scope(|scope| {
            scope.spawn(|| value.clear_poison());
            assert!(value.read().is_err(), "poison");
        });
    });
    panics("no poison", move || {
        let value = poisoned();
        thread::scope(|scope| {
            scope.spawn(|| value.clear_poison());
            assert!(value.read().is_ok(), "no poison");
        });
    });
}

/// What a thread has learnt tells two states apart, although the lock is the same again afterwards.
#[test]
fn what_was_found_is_not_forgotten() {
    let _case = crate::case!();
    if !CATCHES {
        return;
    }
    panics("found", || {
        let value = Arc::new(RwLock::new(0));
        let turn = Mutex::new(());
        let other = thread::spawn({
            let value = value.clone();
            move || {
                let _held = value.write();
                panic!("with the lock held");
            }
        });
        let found = value.is_poisoned();
        _ = other.join();
        value.clear_poison();
        drop(turn.lock());
        assert!(!found, "found");
    });
    let verdict = explore(|| {
        let value = Arc::new(Mutex::new(0));
        let other = thread::spawn({
            let value = value.clone();
            move || {
                let _held = value.lock();
                panic!("with the lock held");
            }
        });
        while !value.is_poisoned() {}
        value.clear_poison();
        assert!(!value.is_poisoned());
        _ = other.join();
    });
    assert!(matches!(verdict, Verdict::Proven(_)), "{verdict:#?}");
}

#[test]
fn whoever_has_the_lock_to_himself_need_not_wait_to_know() {
    let _case = crate::case!();
    proven(|| {
        let (mut value, mut shared) = (Mutex::new(1), RwLock::new(1));
        thread::scope(|scope| {
            scope.spawn(|| *value.lock().unwrap() += *shared.read().unwrap());
        });
        *shared.get_mut().unwrap() += *value.get_mut().unwrap();
        assert_eq!(
            value.into_inner().unwrap() + shared.into_inner().unwrap(),
            5
        );
    });
}

#[test]
fn whoever_waits_for_what_was_to_be_done_once_learns_that_it_failed() {
    let _case = crate::case!();
    if !CATCHES {
        return;
    }
    proven(|| {
        let once = Arc::new(Once::new());
        let waits = thread::spawn({
            let once = once.clone();
            move || once.wait()
        });
        let forces = thread::spawn({
            let once = once.clone();
            move || once.wait_force()
        });
        let fails = thread::spawn({
            let once = once.clone();
            move || once.call_once(|| panic!("not done"))
        });
        assert!(fails.join().is_err());
        assert!(waits.join().is_err());
        once.call_once_force(|state| assert!(state.is_poisoned()));
        forces.join().unwrap();
    });
}
