//! What happens for no reason, in another order, or early; loom knows nothing of it.

use std::panic::Location;

use super::{Ends, LONG, check, over};
use crate::{
    model::{
        Model,
        tests::{failed, proven},
    },
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
        mpsc,
    },
    thread,
};

const NOT_SPURIOUS: (Ends, &str) = (Ends::Well, "nothing wakes up or fails without a reason");
const IN_ORDER: (Ends, &str) = (
    Ends::Well,
    "those who wait are woken in the order in which they came",
);
const LATE: (Ends, &str) = (
    Ends::Well,
    "a time limit is reached only when nothing else can go on",
);

#[test]
fn a_wait_may_end_without_a_notification() {
    let _case = crate::case!();
    over(Ends::Panics, NOT_SPURIOUS, || {
        let (open, changed) = (Mutex::new(false), Condvar::new());
        thread::scope(|scope| {
            scope.spawn(|| {
                *open.lock().unwrap() = true;
                changed.notify_one();
            });
            let mut held = open.lock().unwrap();
            if !*held {
                held = changed.wait(held).unwrap();
            }
            assert!(*held);
        });
    });
}

/// It is not over because of its time, nor because of anybody.
#[test]
fn a_wait_with_a_limit_may_end_for_no_reason() {
    let _case = crate::case!();
    let body = || {
        let (items, changed) = (Mutex::new(Vec::new()), Condvar::new());
        thread::scope(|scope| {
            scope.spawn(|| {
                items.lock().unwrap().push(1);
                changed.notify_one();
            });
            let mut held = items.lock().unwrap();
            if held.is_empty() {
                let (again, result) = changed.wait_timeout(held, LONG).unwrap();
                if result.timed_out() {
                    return;
                }
                held = again;
            }
            assert_eq!(held.pop(), Some(1));
        });
    };
    over(Ends::Panics, NOT_SPURIOUS, body);
    let still = Model::new().time_stands_still();
    let verdict = still.verdict(Arc::new(body), Location::caller(), None);
    check(&verdict, Ends::Panics, NOT_SPURIOUS);
    if cfg!(feature = "explorer") {
        let failure = failed(body);
        assert_eq!(failure.bound, Some(1), "one surprise is enough");
    }
}

#[test]
fn a_parked_thread_may_wake_without_a_token() {
    let _case = crate::case!();
    over(Ends::Panics, NOT_SPURIOUS, || {
        let done = Arc::new(AtomicBool::new(false));
        let main = thread::current();
        let child = thread::spawn({
            let done = done.clone();
            move || {
                done.store(true, SeqCst);
                main.unpark();
            }
        });
        thread::park();
        assert!(done.load(SeqCst));
        child.join().unwrap();
    });
}

#[test]
fn a_parked_thread_with_a_limit_may_wake_without_a_token_though_time_stands_still() {
    let _case = crate::case!();
    let body = || {
        let done = AtomicBool::new(false);
        let main = thread::current();
        thread::scope(|scope| {
            scope.spawn(|| {
                done.store(true, SeqCst);
                main.unpark();
            });
            thread::park_timeout(LONG);
            assert!(done.load(SeqCst));
        });
    };
    let still = Model::new().time_stands_still();
    let verdict = still.verdict(Arc::new(body), Location::caller(), None);
    check(&verdict, Ends::Panics, NOT_SPURIOUS);
}

#[test]
fn a_weak_exchange_may_fail_without_a_reason() {
    let _case = crate::case!();
    over(Ends::Panics, NOT_SPURIOUS, || {
        let value = AtomicUsize::new(0);
        let answer = value.compare_exchange_weak(0, 1, SeqCst, SeqCst);
        assert_eq!(answer, Ok(0));
    });
    proven(|| {
        let value = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let mut seen = value.load(SeqCst);
                    while let Err(now) = value.compare_exchange_weak(seen, seen + 1, SeqCst, SeqCst)
                    {
                        seen = now;
                    }
                });
            }
        });
        assert_eq!(value.load(SeqCst), 2);
    });
}

/// Two wait, one behind the other, and one notification goes to whoever it likes.
#[test]
fn a_notification_for_one_may_reach_any() {
    let _case = crate::case!();
    #[derive(Default)]
    struct Shared {
        waiting: u32,
        open: bool,
        passed: Vec<u32>,
    }
    over(Ends::Panics, IN_ORDER, || {
        let (shared, changed) = (Mutex::new(Shared::default()), Condvar::new());
        let until = |there: fn(&Shared) -> bool| {
            let mut held = shared.lock().unwrap();
            while !there(&held) {
                drop(held);
                thread::yield_now();
                held = shared.lock().unwrap();
            }
            held
        };
        thread::scope(|scope| {
            let pass = |number| {
                let mut held = shared.lock().unwrap();
                held.waiting += 1;
                while !held.open {
                    held = changed.wait(held).unwrap();
                }
                held.passed.push(number);
            };
            scope.spawn(move || pass(1));
            drop(until(|shared| shared.waiting == 1));
            scope.spawn(move || pass(2));
            let mut held = until(|shared| shared.waiting == 2);
            held.open = true;
            changed.notify_one();
            drop(held);
            let held = until(|shared| !shared.passed.is_empty());
            changed.notify_one();
            assert_eq!(held.passed[0], 1);
        });
    });
}

#[test]
fn a_time_limit_may_be_reached_while_others_can_go_on() {
    let _case = crate::case!();
    over(Ends::Panics, LATE, || {
        let (open, changed) = (Mutex::new(false), Condvar::new());
        thread::scope(|scope| {
            scope.spawn(|| {
                *open.lock().unwrap() = true;
                changed.notify_one();
            });
            let answer = changed.wait_timeout_while(open.lock().unwrap(), LONG, |open| !*open);
            assert!(!answer.unwrap().1.timed_out());
        });
    });
    over(Ends::Panics, LATE, || {
        let (sender, receiver) = mpsc::channel();
        let child = thread::spawn(move || sender.send(1));
        assert_eq!(receiver.recv_timeout(LONG), Ok(1));
        child.join().unwrap().unwrap();
    });
}
