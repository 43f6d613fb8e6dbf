//! Where the engines must not differ, though each has its own way.

use std::cell::RefCell;

use super::LONG;
use crate::{
    model::{
        log::Ending,
        tests::{failed, proven},
    },
    sync::{
        Barrier, Mutex, Once,
        atomic::{AtomicUsize, Ordering::SeqCst},
        mpsc,
    },
    thread,
};

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
