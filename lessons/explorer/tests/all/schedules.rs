//! Which schedules are found, and at which bound.

use std::{
    collections::BTreeSet,
    rc::Rc,
    sync::{Arc, Mutex as StdMutex, atomic::Ordering::SeqCst},
};

use explorer::{Ending, Exploration, Explorer, Register, Schedule, join, spawn};

use crate::primitives::{Channel, Condvar, Mutex};

/// All answers that a model can give.
pub(crate) fn answers<T: Ord + Clone + Send + 'static>(
    explorer: &Explorer,
    body: impl Fn() -> T + Send + Sync + 'static,
) -> (BTreeSet<T>, Exploration) {
    let answers = Arc::new(StdMutex::new(BTreeSet::new()));
    let exploration = explorer.run((), {
        let answers = Arc::clone(&answers);
        move || {
            let answer = body();
            answers.lock().unwrap().insert(answer);
        }
    });
    let found = answers.lock().unwrap().clone();
    (found, exploration)
}

fn lost_update() -> u64 {
    let counter = Rc::new(Register::new(0));
    let threads = [(); 2].map(|()| {
        let counter = Rc::clone(&counter);
        spawn(move || {
            let value = counter.load(SeqCst).value;
            counter.store(value + 1, SeqCst);
        })
    });
    threads.into_iter().for_each(join);
    counter.load(SeqCst).value
}

#[test]
fn a_lost_update_takes_one_interruption() {
    let exploration = Explorer::new().run((), || assert_eq!(lost_update(), 2));
    let failure = exploration.failure().expect("it fails");
    assert_eq!((failure.bound, failure.cost), (Some(1), 1), "{failure}");
    let again = Explorer::new().replay(&failure.schedule, (), || assert_eq!(lost_update(), 2));
    assert_eq!(
        again.failure().expect("it fails again").ending,
        failure.ending
    );
    let text: Schedule = failure.schedule.to_string().parse().expect("its own text");
    assert_eq!(text, failure.schedule);
}

#[test]
fn both_ends_of_a_lost_update_are_found() {
    let (found, exploration) = answers(&Explorer::new(), lost_update);
    assert!(exploration.is_proven(), "{exploration}");
    assert_eq!(found, BTreeSet::from([1, 2]));
}

#[test]
fn two_locks_in_two_orders_are_a_deadlock() {
    let exploration = Explorer::new().run((), || {
        let locks = Rc::new((Mutex::new(0), Mutex::new(0)));
        let other = spawn({
            let locks = Rc::clone(&locks);
            move || {
                locks.1.lock();
                locks.0.lock();
                locks.0.unlock(0);
                locks.1.unlock(0);
            }
        });
        locks.0.lock();
        locks.1.lock();
        locks.1.unlock(0);
        locks.0.unlock(0);
        join(other);
    });
    let failure = exploration.failure().expect("it fails");
    assert_eq!(failure.cost, 1, "{failure}");
    let Ending::Deadlock { waiting } = &failure.ending else {
        panic!("{failure}");
    };
    assert_eq!(waiting.len(), 2, "{failure}");
}

#[test]
fn a_lock_that_is_only_waited_for_keeps_every_update() {
    let (found, exploration) = answers(&Explorer::new(), || {
        let counter = Rc::new(Mutex::new(0));
        let threads = [(); 3].map(|()| {
            let counter = Rc::clone(&counter);
            spawn(move || {
                let value = counter.lock();
                counter.unlock(value + 1);
            })
        });
        threads.into_iter().for_each(join);
        counter.lock()
    });
    assert!(exploration.is_proven(), "{exploration}");
    assert_eq!(found, BTreeSet::from([3]));
}

#[test]
fn try_lock_sees_the_lock_taken_although_releases_are_no_steps_by_themselves() {
    let (found, exploration) = answers(&Explorer::new(), || {
        let lock = Rc::new(Mutex::new(0));
        let other = spawn({
            let lock = Rc::clone(&lock);
            move || {
                lock.lock();
                lock.unlock(1);
            }
        });
        let found = lock.try_lock();
        if let Some(value) = found {
            lock.unlock(value);
        }
        join(other);
        found
    });
    assert!(exploration.is_proven(), "{exploration}");
    assert_eq!(found, BTreeSet::from([None, Some(0), Some(1)]));
}

#[test]
fn a_notification_before_the_wait_is_lost() {
    let exploration = Explorer::new().run((), || {
        let shared = Rc::new((Mutex::new(0), Condvar::new()));
        let other = spawn({
            let shared = Rc::clone(&shared);
            move || {
                shared.0.lock();
                shared.0.unlock(1);
                shared.1.notify_one();
            }
        });
        let value = shared.0.lock();
        let value = shared.1.wait(&shared.0, value);
        shared.0.unlock(value);
        join(other);
    });
    let failure = exploration.failure().expect("it fails");
    assert!(
        matches!(failure.ending, Ending::Deadlock { .. }),
        "{failure}"
    );
}

#[test]
fn a_queue_with_two_producers_gives_every_message_once() {
    let (found, exploration) = answers(&Explorer::new(), || {
        let channel = Rc::new(Channel::new(1, 2));
        let threads = [1, 10].map(|value| {
            let channel = Rc::clone(&channel);
            spawn(move || {
                channel.send(value);
                channel.send(value * 2);
                channel.drop_sender();
            })
        });
        let mut sum = 0;
        while let Some(value) = channel.recv() {
            sum += value;
        }
        threads.into_iter().for_each(join);
        sum
    });
    assert!(exploration.is_proven(), "{exploration}");
    assert_eq!(found, BTreeSet::from([33]));
}
