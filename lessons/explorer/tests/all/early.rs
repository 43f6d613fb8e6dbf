//! Waits that end early, threads that poll, and rare events.

use std::{
    collections::BTreeSet,
    rc::Rc,
    sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst},
    time::Duration,
};

use explorer::{Ending, Explorer, Register, join, rarely, sleep, spawn, yield_now};

use crate::{
    primitives::{Channel, Condvar, Mutex},
    schedules::answers,
};

#[test]
fn a_time_out_is_free_when_nothing_else_can_happen_and_a_surprise_before() {
    let body = || {
        let channel = Rc::new(Channel::new(1, 1));
        let other = spawn({
            let channel = Rc::clone(&channel);
            move || channel.send(1)
        });
        let first = channel.recv_timeout();
        let second = channel.recv_timeout();
        join(other);
        (first, second)
    };
    let (found, _) = answers(&Explorer::new().max_bound(0), body);
    assert_eq!(found, BTreeSet::from([(Ok(Some(1)), Err(()))]));
    let (found, exploration) = answers(&Explorer::new(), body);
    assert!(exploration.is_proven(), "{exploration}");
    let timed_out_first = [(Err(()), Ok(Some(1))), (Err(()), Err(()))];
    assert_eq!(
        found,
        BTreeSet::from_iter([(Ok(Some(1)), Err(()))].into_iter().chain(timed_out_first))
    );
}

#[test]
fn a_wait_with_a_limit_may_time_out_although_it_was_notified() {
    let (found, exploration) = answers(&Explorer::new(), || {
        let shared = Rc::new((Mutex::new(0), Condvar::new()));
        let other = spawn({
            let shared = Rc::clone(&shared);
            move || {
                shared.0.lock();
                shared.0.unlock(1);
                shared.1.notify_all();
            }
        });
        let value = shared.0.lock();
        let found = if value == 0 {
            shared.1.wait_timeout(&shared.0, value)
        } else {
            (value, false)
        };
        shared.0.unlock(found.0);
        join(other);
        found
    });
    assert!(exploration.is_proven(), "{exploration}");
    assert_eq!(found, BTreeSet::from([(0, true), (1, false), (1, true)]));
}

fn waits_without_a_loop(wait: fn(&Condvar, &Mutex, u64) -> u64) -> u64 {
    let shared = Rc::new((Mutex::new(0), Condvar::new()));
    let other = spawn({
        let shared = Rc::clone(&shared);
        move || {
            shared.0.lock();
            shared.0.unlock(1);
            shared.1.notify_one();
        }
    });
    let mut value = shared.0.lock();
    if value == 0 {
        value = wait(&shared.1, &shared.0, value);
    }
    shared.0.unlock(value);
    join(other);
    value
}

#[test]
fn a_spurious_wake_up_is_found_where_it_is_asked_for() {
    let (found, exploration) = answers(&Explorer::new(), || waits_without_a_loop(Condvar::wait));
    assert!(exploration.is_proven(), "{exploration}");
    assert_eq!(found, BTreeSet::from([1]));
    let (found, exploration) = answers(&Explorer::new(), || {
        waits_without_a_loop(Condvar::wait_spuriously)
    });
    assert!(exploration.is_proven(), "{exploration}");
    assert_eq!(found, BTreeSet::from([0, 1]));
}

#[test]
fn a_spurious_wake_up_does_not_save_a_lost_one() {
    let exploration = Explorer::new().run((), || {
        let shared = (Mutex::new(0), Condvar::new());
        let value = shared.0.lock();
        shared.1.wait_spuriously(&shared.0, value);
    });
    let failure = exploration.failure().expect("nobody wakes it");
    assert!(
        matches!(failure.ending, Ending::Deadlock { .. }),
        "{failure}"
    );
}

#[test]
fn a_rare_event_happens_once_or_not_at_all() {
    let (found, exploration) = answers(&Explorer::new(), || (0..3).filter(|_| rarely()).count());
    assert!(exploration.is_proven(), "{exploration}");
    assert_eq!(found, BTreeSet::from([0, 1]));
}

#[test]
fn sleeping_gives_the_others_time_but_promises_nothing() {
    let (found, exploration) = answers(&Explorer::new(), || {
        let flag = Rc::new(Register::new(0));
        let other = spawn({
            let flag = Rc::clone(&flag);
            move || flag.store(1, SeqCst)
        });
        sleep();
        let found = flag.load(SeqCst).value;
        join(other);
        found
    });
    assert!(exploration.is_proven(), "{exploration}");
    assert_eq!(found, BTreeSet::from([0, 1]));
}

/// A flag that is polled for, in some way.
fn polls(poll: impl Fn(&Register) + Clone + Send + Sync + 'static) {
    let (_, exploration) = answers(&Explorer::new(), move || {
        let flag = Rc::new(Register::new(0));
        let other = spawn({
            let flag = Rc::clone(&flag);
            move || flag.store(1, Release)
        });
        poll(&flag);
        join(other);
    });
    assert!(exploration.is_proven(), "{exploration}");
    assert!(
        exploration.to_string().contains("given that"),
        "{exploration}"
    );
}

#[test]
fn polling_is_proven_with_and_without_yielding() {
    polls(|flag| while flag.load(Acquire).value == 0 {});
    polls(|flag| {
        while flag.load(Relaxed).value == 0 {
            yield_now();
        }
    });
    polls(|flag| while flag.rmw(Acquire, Relaxed, |_| Some(0)).unwrap().value == 0 {});
}

#[test]
fn a_yield_promises_nothing() {
    let (found, exploration) = answers(&Explorer::new(), || {
        let flag = Rc::new(Register::new(0));
        let other = spawn({
            let flag = Rc::clone(&flag);
            move || flag.store(1, SeqCst)
        });
        yield_now();
        let found = flag.load(SeqCst).value;
        join(other);
        found
    });
    assert!(exploration.is_proven(), "{exploration}");
    assert_eq!(found, BTreeSet::from([0, 1]));
}

/// Adds 1 to the register as often as that, and gives way each time.
fn adds_and_yields(times: u64, register: &Register) {
    for _ in 0..times {
        let _ = register.rmw(SeqCst, SeqCst, |value| Some(value + 1));
        yield_now();
    }
}

#[test]
fn a_thread_that_gets_on_and_gives_way_may_still_come_first() {
    for (times, bound) in [(3, 2), (4, 3), (9, 8)] {
        let explore = |limit: Option<u32>| {
            let explorer = limit.map_or(Explorer::new(), |limit| Explorer::new().max_bound(limit));
            answers(&explorer, move || {
                let counter = Rc::new(Register::new(0));
                let other = spawn({
                    let counter = Rc::clone(&counter);
                    move || adds_and_yields(times, &counter)
                });
                let found = counter.load(SeqCst).value;
                join(other);
                found
            })
        };
        let (found, exploration) = explore(None);
        assert!(exploration.is_proven(), "{exploration}");
        assert_eq!(found, (0..=times).collect(), "{times} times");
        // Each time that it goes before the other once more is a surprise.
        let (found, _) = explore(Some(bound - 1));
        assert!(!found.contains(&times), "{times} times: {found:?}");
        let (found, _) = explore(Some(bound));
        assert!(found.contains(&times), "{times} times: {found:?}");
    }
}

#[test]
fn a_loop_that_counts_its_own_tries_has_an_end() {
    for threads in 1..=2 {
        for sleeps in [false, true] {
            let explorer = Explorer::new().budget(Duration::from_millis(300));
            let exploration = explorer.run((), move || {
                let shared = Rc::new((Register::new(0), Register::new(0)));
                let others: Vec<_> = (0..threads)
                    .map(|_| {
                        let shared = Rc::clone(&shared);
                        spawn(move || {
                            while shared.0.load(SeqCst).value == 0 {
                                adds_and_yields(1, &shared.1);
                            }
                        })
                    })
                    .collect();
                if sleeps {
                    sleep();
                }
                shared.0.store(1, SeqCst);
                others.into_iter().for_each(join);
            });
            assert!(exploration.failure().is_none(), "{exploration}");
            // There are endless executions, and not all of them were run.
            assert!(!exploration.is_proven(), "{exploration}");
        }
    }
}

#[test]
fn a_loop_that_gives_up_after_some_tries_is_no_livelock() {
    let exploration = Explorer::new().run((), || {
        let flag = Register::new(0);
        for _ in 0..200 {
            if flag.load(SeqCst).value == 1 {
                return;
            }
            yield_now();
        }
    });
    assert!(exploration.is_proven(), "{exploration}");
}

#[test]
fn one_try_and_one_retry_are_both_explored_while_the_other_thread_stands_still() {
    let (found, _) = answers(&Explorer::new(), || {
        let lock = Rc::new(Mutex::new(0));
        let other = spawn({
            let lock = Rc::clone(&lock);
            move || {
                lock.lock();
                lock.unlock(0);
            }
        });
        let mut tries = 0;
        let taken = loop {
            if lock.try_lock().is_some() {
                lock.unlock(0);
                break true;
            }
            tries += 1;
            if tries == 2 {
                break false;
            }
            yield_now();
        };
        join(other);
        (taken, tries)
    });
    assert_eq!(found, BTreeSet::from([(true, 0), (true, 1), (false, 2)]));
}

#[test]
fn threads_that_get_in_each_others_way_and_try_again_are_not_called_wrong() {
    let exploration = Explorer::new()
        .budget(Duration::from_millis(200))
        .run((), || {
            let locks = Rc::new([Mutex::new(0), Mutex::new(0)]);
            let both = |first: usize, locks: &[Mutex; 2]| {
                let second = 1 - first;
                loop {
                    locks[first].lock();
                    if locks[second].try_lock().is_some() {
                        break;
                    }
                    locks[first].unlock(0);
                    yield_now();
                }
                locks[second].unlock(0);
                locks[first].unlock(0);
            };
            let other = spawn({
                let locks = Rc::clone(&locks);
                move || both(1, &locks)
            });
            both(0, &locks);
            join(other);
        });
    assert!(exploration.failure().is_none(), "{exploration}");
}

#[test]
fn a_spin_lock_is_proven_and_its_forgotten_acquire_is_found() {
    let spins = |success, release| {
        Explorer::new().run((), move || {
            let shared = Rc::new((Register::new(0), explorer::Cell::new()));
            let critical = move |shared: &(Register, explorer::Cell)| {
                let take = |value| (value == 0).then_some(1);
                while shared.0.rmw(success, Relaxed, take).is_err() {}
                shared.1.write(1);
                shared.0.store(0, release);
            };
            let other = spawn({
                let shared = Rc::clone(&shared);
                move || critical(&shared)
            });
            critical(&shared);
            join(other);
        })
    };
    assert!(spins(Acquire, Release).is_proven());
    for (success, release) in [(Relaxed, Release), (Acquire, Relaxed)] {
        let exploration = spins(success, release);
        let failure = exploration.failure().expect("a race");
        assert!(
            matches!(failure.ending, Ending::DataRace { .. }),
            "{failure}"
        );
    }
}
