//! Where the engines differ: what loom cannot know, and what the explorer says in its place.

use std::{cell::RefCell, panic::Location, time::Duration};

use super::{explore, failed, proven};
use crate::{
    model::{Model, log::Ending, verdict::Verdict},
    sync::{
        Arc, Barrier, Condvar, Mutex, Once, RwLock,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
        mpsc,
    },
    thread,
};

const LONG: Duration = Duration::from_secs(3600);

/// How a model ends over one engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ends {
    Well,
    /// A thread panics.
    Panics,
    Refused,
}

/// The model ends as it must over the explorer, and over loom as it does for this reason.
#[track_caller]
fn over(explorer: Ends, (loom, reason): (Ends, &str), body: impl Fn() + Send + Sync + 'static) {
    check(&explore(body), explorer, (loom, reason));
}

#[track_caller]
fn check(verdict: &Verdict, explorer: Ends, (loom, reason): (Ends, &str)) {
    let ends = match verdict {
        Verdict::Proven(_) | Verdict::Bounded(_) => Ends::Well,
        Verdict::Failed { failure, .. } => match failure.ending {
            Ending::Panic { .. } => Ends::Panics,
            _ => panic!("an end of another kind: {verdict:#?}"),
        },
        Verdict::Refused(_) => Ends::Refused,
        Verdict::Stale => panic!("nothing was replayed"),
    };
    if cfg!(feature = "explorer") {
        assert_eq!(ends, explorer, "{verdict:#?}");
    } else {
        assert_eq!(ends, loom, "over loom: {reason}; {verdict:#?}");
    }
}

const NO_ERR: (Ends, &str) = (Ends::Panics, "a panic of a thread ends the model");
const NOT_SPURIOUS: (Ends, &str) = (Ends::Well, "nothing wakes up or fails without a reason");
const IN_ORDER: (Ends, &str) = (
    Ends::Well,
    "those who wait are woken in the order in which they came",
);
const LATE: (Ends, &str) = (
    Ends::Well,
    "a time limit is reached only when nothing else can go on",
);
const FEW: (Ends, &str) = (Ends::Refused, "five threads are the most");

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

#[test]
fn eight_threads_can_take_part() {
    let _case = crate::case!();
    let body = || {
        let total = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..7 {
                scope.spawn(|| total.fetch_add(1, SeqCst));
            }
        });
        assert_eq!(total.load(SeqCst), 7);
    };
    // There are far too many ways to go through all of them.
    let model = Model::new().budget(Duration::from_millis(50));
    let verdict = model.verdict(Arc::new(body), Location::caller(), None);
    check(&verdict, Ends::Well, FEW);
}

/// What a lock guards may change although nobody borrows it mutably: no engine may take such executions for the same.
#[test]
fn a_cell_in_a_lock_is_not_taken_for_unchanged() {
    let _case = crate::case!();
    let failure = failed(|| {
        let last = Mutex::new(RefCell::new(0));
        thread::scope(|scope| {
            for number in [1, 2] {
                let last = &last;
                scope.spawn(move || *last.lock().unwrap().borrow_mut() = number);
            }
        });
        assert_eq!(*last.lock().unwrap().borrow(), 2);
    });
    assert!(matches!(failure.ending, Ending::Panic { .. }));
}

/// The same for messages that tell nothing.
#[test]
fn tasks_in_a_channel_are_told_apart() {
    let _case = crate::case!();
    let failure = failed(|| {
        type Task = Box<dyn FnOnce() -> u32 + Send>;
        let (sender, receiver) = mpsc::channel::<Task>();
        thread::scope(|scope| {
            for number in [1, 2] {
                let sender = sender.clone();
                scope.spawn(move || sender.send(Box::new(move || number)).unwrap());
            }
        });
        drop(sender);
        let answers: Vec<_> = receiver.iter().map(|task| task()).collect();
        assert_eq!(answers, [1, 2]);
    });
    assert!(matches!(failure.ending, Ending::Panic { .. }));
}

#[test]
fn a_barrier_lets_nobody_through_before_all_have_come() {
    let _case = crate::case!();
    proven(|| {
        let (barrier, come) = (Barrier::new(2), AtomicUsize::new(0));
        let leaders = thread::scope(|scope| {
            let meet = || {
                come.fetch_add(1, SeqCst);
                let leads = barrier.wait().is_leader();
                assert_eq!(come.load(SeqCst), 2);
                usize::from(leads)
            };
            let other = scope.spawn(meet);
            meet() + other.join().unwrap()
        });
        assert_eq!(leaders, 1);
    });
}

#[test]
fn what_is_done_once_is_over_for_all() {
    let _case = crate::case!();
    proven(|| {
        let (once, done) = (Once::new(), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    once.call_once(|| _ = done.fetch_add(1, SeqCst));
                    assert_eq!(done.load(SeqCst), 1);
                });
            }
        });
    });
}

#[test]
fn a_channel_without_room_hands_over_from_hand_to_hand() {
    let _case = crate::case!();
    proven(|| {
        let (sender, receiver) = mpsc::sync_channel(0);
        thread::scope(|scope| {
            scope.spawn(move || {
                sender.send(1).unwrap();
                assert!(sender.send(2).is_err(), "the receiver is gone");
            });
            assert_eq!(receiver.recv(), Ok(1));
            drop(receiver);
        });
    });
}

/// What is granted while the thread is on its way is not late.
#[test]
fn a_message_that_is_there_is_never_too_late() {
    let _case = crate::case!();
    proven(|| {
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || sender.send(1).unwrap())
            .join()
            .unwrap();
        assert_eq!(receiver.recv_timeout(LONG), Ok(1));
        assert!(receiver.recv_timeout(LONG).is_err());
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
