//! Locks, condition variables, channels.

use std::time::Duration;

use super::{failed, panics, proven};
use crate::{
    model::log::{Ending, Wanted, What},
    sync::{Arc, Condvar, Mutex, RwLock, mpsc},
    thread,
};

#[test]
fn looking_under_one_lock_and_changing_under_another_loses_an_update() {
    let _case = crate::case!();
    let failure = panics("left: 1", || {
        let total = Mutex::new(0);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let seen = *total.lock().unwrap();
                    *total.lock().unwrap() = seen + 1;
                });
            }
        });
        assert_eq!(*total.lock().unwrap(), 2);
    });
    assert!(failure.interleaving);
    assert_eq!(failure.bound, Some(1));
    assert!(failure.log.events.iter().any(|event| event.interrupts));
}

#[test]
fn changing_under_the_same_lock_loses_nothing() {
    let _case = crate::case!();
    proven(|| {
        let total = Mutex::new(0);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| *total.lock().unwrap() += 1);
            }
        });
        assert_eq!(*total.lock().unwrap(), 2);
    });
}

#[test]
fn two_locks_in_two_orders_are_a_deadlock_that_names_who_wants_what() {
    let _case = crate::case!();
    let failure = failed(|| {
        let (a, b) = (Arc::new(Mutex::new(())), Arc::new(Mutex::new(())));
        let other = thread::spawn({
            let (a, b) = (a.clone(), b.clone());
            move || {
                let _b = b.lock().unwrap();
                let _a = a.lock().unwrap();
            }
        });
        {
            let _a = a.lock().unwrap();
            let _b = b.lock().unwrap();
        }
        other.join().unwrap();
    });
    assert_eq!(failure.ending, Ending::Deadlock);
    for thread in 0..2 {
        let last = failure
            .log
            .events
            .iter()
            .rfind(|event| event.thread == thread);
        assert!(matches!(
            last.map(|event| &event.what),
            Some(What::Wants(Wanted::Lock))
        ));
    }
}

#[test]
fn two_locks_in_one_order_are_well() {
    let _case = crate::case!();
    proven(|| {
        let (a, b) = (Mutex::new(0), Mutex::new(0));
        let both = || {
            let mut a = a.lock().unwrap();
            *b.lock().unwrap() += 1;
            *a += 1;
        };
        thread::scope(|scope| {
            scope.spawn(both);
            scope.spawn(both);
        });
    });
}

#[test]
fn a_wait_without_a_check_misses_its_notification() {
    let _case = crate::case!();
    let failure = failed(|| {
        let gate = Arc::new((Mutex::new(false), Condvar::new()));
        let opener = thread::spawn({
            let gate = gate.clone();
            move || {
                *gate.0.lock().unwrap() = true;
                gate.1.notify_one();
            }
        });
        let open = gate.0.lock().unwrap();
        drop(gate.1.wait(open).unwrap());
        opener.join().unwrap();
    });
    assert_eq!(failure.ending, Ending::Deadlock);
    // The notification comes first, and says that it woke nobody.
    let mut events = failure.log.events.iter();
    assert!(events.any(|event| event.what == What::NotifyOne(Some(0))));
    assert!(events.any(|event| matches!(event.what, What::Wait { .. })));
}

#[test]
fn a_flag_that_is_set_outside_of_the_lock_can_slip_in_between() {
    let _case = crate::case!();
    use crate::sync::atomic::{AtomicBool, Ordering::SeqCst};
    let failure = failed(|| {
        let gate = Arc::new((Mutex::new(()), Condvar::new(), AtomicBool::new(false)));
        let opener = thread::spawn({
            let gate = gate.clone();
            move || {
                gate.2.store(true, SeqCst);
                gate.1.notify_one();
            }
        });
        let mut held = gate.0.lock().unwrap();
        while !gate.2.load(SeqCst) {
            held = gate.1.wait(held).unwrap();
        }
        drop(held);
        opener.join().unwrap();
    });
    assert_eq!(failure.ending, Ending::Deadlock);
}

#[test]
fn a_wait_with_a_check_is_well() {
    let _case = crate::case!();
    proven(|| {
        let gate = Arc::new((Mutex::new(false), Condvar::new()));
        let opener = thread::spawn({
            let gate = gate.clone();
            move || {
                *gate.0.lock().unwrap() = true;
                gate.1.notify_one();
            }
        });
        let open = gate
            .1
            .wait_while(gate.0.lock().unwrap(), |open| !*open)
            .unwrap();
        assert!(*open);
        drop(open);
        opener.join().unwrap();
    });
}

#[test]
fn a_receiver_waits_for_ever_when_the_first_sender_is_kept() {
    let _case = crate::case!();
    let failure = failed(|| {
        let (sender, receiver) = mpsc::channel();
        let copy = sender.clone();
        let worker = thread::spawn(move || copy.send(1).unwrap());
        assert_eq!(receiver.iter().sum::<i32>(), 1);
        worker.join().unwrap();
        drop(sender);
    });
    assert_eq!(failure.ending, Ending::Deadlock);
}

#[test]
fn a_receiver_ends_when_the_last_sender_is_gone() {
    let _case = crate::case!();
    proven(|| {
        let (sender, receiver) = mpsc::channel();
        let copy = sender.clone();
        let worker = thread::spawn(move || copy.send(1).unwrap());
        drop(sender);
        assert_eq!(receiver.iter().sum::<i32>(), 1);
        worker.join().unwrap();
    });
}

#[test]
fn a_reader_that_becomes_a_writer_waits_for_itself() {
    let _case = crate::case!();
    let failure = failed(|| {
        let value = RwLock::new(0);
        let seen = value.read().unwrap();
        *value.write().unwrap() = *seen + 1;
    });
    assert_eq!(failure.ending, Ending::Deadlock);
}

/// Breaking ties by address is right, so addresses must come in the same order in every execution.
#[test]
fn two_locks_in_the_order_of_their_addresses_are_well() {
    let _case = crate::case!();
    proven(|| {
        let both: Vec<_> = (0..3).map(|n| Arc::new(Mutex::new(vec![n]))).collect();
        let change = |one: &Arc<Mutex<Vec<u32>>>, other: &Arc<Mutex<Vec<u32>>>| {
            let mut order = [one, other];
            order.sort_by_key(|lock| Arc::as_ptr(lock));
            let mut first = order[0].lock().unwrap();
            let mut second = order[1].lock().unwrap();
            first.push(1);
            second.push(2);
        };
        thread::scope(|scope| {
            scope.spawn(|| change(&both[0], &both[1]));
            scope.spawn(|| change(&both[1], &both[2]));
            change(&both[2], &both[0]);
        });
    });
}

#[test]
fn a_clock_that_was_stopped_stands_still_for_its_own_thread_and_from_then_on() {
    let _case = crate::case!();
    fn an_hour_is_over() -> bool {
        let (held, changed) = (Mutex::new(()), Condvar::new());
        let limit = Duration::from_secs(3600);
        let answer = changed.wait_timeout_while(held.lock().unwrap(), limit, |()| true);
        answer.unwrap().1.timed_out()
    }
    proven(|| {
        thread::spawn(crate::stop_the_clock).join().unwrap();
        assert!(an_hour_is_over());
    });
    let failure = failed(|| {
        assert!(an_hour_is_over());
        crate::stop_the_clock();
        an_hour_is_over();
    });
    assert_eq!(failure.ending, Ending::Deadlock);
}
