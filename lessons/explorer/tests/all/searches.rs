//! The search itself: bounds, budget, the choice of a failure, recording, replay.

use std::{
    rc::Rc,
    sync::{
        Arc,
        atomic::{
            AtomicU64,
            Ordering::{Relaxed, SeqCst},
        },
    },
    time::Duration,
};

use explorer::{
    Ending, Exploration, Explorer, Finished, Observer, ParseScheduleError, Phase, Price, Register,
    Schedule, ThreadId, choose, current, is_recording, join, quiet_panics, spawn,
};

use crate::{
    primitives::{Condvar, Mutex},
    schedules::answers,
};

/// Two threads, each of which adds 1 in two steps; fails if an update is lost.
fn lost_update() {
    let counter = Rc::new(Register::new(0));
    let others: Vec<_> = (0..2)
        .map(|_| {
            let counter = Rc::clone(&counter);
            spawn(move || {
                let value = counter.load(SeqCst).value;
                counter.store(value + 1, SeqCst);
            })
        })
        .collect();
    others.into_iter().for_each(join);
    assert_eq!(counter.load(SeqCst).value, 2, "an update is lost");
}

/// Too large to be explored in any time.
fn endless_work() {
    let register = Rc::new(Register::new(0));
    let others: Vec<_> = (0..5)
        .map(|_| {
            let register = Rc::clone(&register);
            spawn(move || {
                for _ in 0..8 {
                    let _ = register.rmw(SeqCst, SeqCst, |value| Some(value * 3 + 1));
                }
            })
        })
        .collect();
    others.into_iter().for_each(join);
}

/// Waits with `if` where it needs `while`: the item can be taken by another between wake-up and lock.
fn waits_with_if(consumers: usize) {
    let shared = Rc::new((Mutex::new(0), Condvar::new()));
    let others: Vec<_> = (0..consumers)
        .map(|_| {
            let shared = Rc::clone(&shared);
            spawn(move || {
                let (items, not_empty) = &*shared;
                let mut count = items.lock();
                if count == 0 {
                    count = not_empty.wait(items, count);
                }
                assert!(count > 0, "no item");
                items.unlock(count - 1);
            })
        })
        .collect();
    for _ in 0..consumers {
        let count = shared.0.lock();
        shared.0.unlock(count + 1);
        shared.1.notify_all();
    }
    others.into_iter().for_each(join);
}

#[test]
fn a_failure_is_found_at_the_smallest_bound_that_has_one() {
    quiet_panics();
    for (body, bound) in [(lost_update as fn(), 1), (|| waits_with_if(2), 2)] {
        let below = Explorer::new().max_bound(bound - 1).run((), body);
        assert!(below.failure().is_none(), "{below}");
        let exploration = Explorer::new().run((), body);
        let failure = exploration.failure().expect("it fails");
        assert_eq!(
            (failure.bound, failure.cost),
            (Some(bound), bound),
            "{failure}"
        );
    }
}

#[test]
fn the_failure_that_is_shown_is_the_shortest_and_the_same_each_time() {
    quiet_panics();
    let explore = || Explorer::new().run((), lost_update);
    let exploration = explore();
    let failure = exploration.failure().expect("it fails");
    // One loads, the other loads and stores, the one stores, the first thread looks.
    assert_eq!((failure.switches, failure.steps), (4, 7), "{failure}");
    assert_eq!(explore(), exploration);
}

#[test]
fn a_budget_that_is_spent_says_what_was_finished() {
    let exploration = Explorer::new()
        .budget(Duration::from_millis(300))
        .run((), endless_work);
    let Exploration::Bounded {
        executions,
        interleavings,
        memory_orders,
    } = exploration
    else {
        panic!("{exploration}");
    };
    assert!(executions > 100, "{executions}");
    assert!(interleavings >= Finished::Bound(0) && interleavings < Finished::All);
    assert_eq!(memory_orders, None);
}

#[test]
fn a_search_says_what_it_has_spent() {
    let budget = Duration::from_millis(100);
    let run = Explorer::new().budget(budget).start((), endless_work);
    let bounded = loop {
        if let Some(exploration) = run.wait_for(Duration::from_millis(1)) {
            break exploration;
        }
    };
    assert!(matches!(bounded, Exploration::Bounded { .. }), "{bounded}");
    assert!(run.spent() >= budget, "{:?}", run.spent());
}

#[test]
fn a_highest_bound_is_the_last() {
    let exploration = Explorer::new().max_bound(1).run((), endless_work);
    assert!(
        matches!(
            exploration,
            Exploration::Bounded {
                interleavings: Finished::Bound(1),
                ..
            }
        ),
        "{exploration}"
    );
}

#[test]
fn memory_orders_that_are_left_out_keep_a_model_from_being_proven() {
    let body = || {
        let register = Register::new(0);
        register.store(1, Relaxed);
    };
    assert!(Explorer::new().run((), body).is_proven());
    let without = Explorer::new().memory_orders(false).run((), body);
    let Exploration::Bounded {
        interleavings,
        memory_orders,
        ..
    } = without
    else {
        panic!("{without}");
    };
    assert_eq!(
        (interleavings, memory_orders),
        (Finished::All, Some(Finished::Nothing))
    );
}

#[test]
fn a_failure_by_interleaving_comes_before_one_by_memory_order() {
    quiet_panics();
    let exploration = Explorer::new().run((), || {
        let flags = Rc::new([Register::new(0), Register::new(0)]);
        let other = spawn({
            let flags = Rc::clone(&flags);
            move || {
                flags[0].store(1, Relaxed);
                flags[1].store(1, Relaxed);
            }
        });
        let found = [flags[1].load(Relaxed), flags[0].load(Relaxed)].map(|found| found.value);
        // The second is a plain interleaving that takes two surprises, the first an older value.
        assert!(found != [1, 0] && found != [0, 1], "{found:?}");
        join(other);
    });
    let failure = exploration.failure().expect("it fails");
    assert_eq!(failure.phase, Phase::Interleavings, "{failure}");
}

/// Counts what it is told.
#[derive(Default)]
struct Counts {
    begun: AtomicU64,
    ended: AtomicU64,
    recorded: AtomicU64,
    interruptions: AtomicU64,
    at: AtomicU64,
}

struct Counting(Arc<Counts>);

impl Observer for Counting {
    fn begins(&self) {
        self.0.begun.fetch_add(1, Relaxed);
        self.0.recorded.fetch_add(is_recording().into(), Relaxed);
        self.0.at.store(0, Relaxed);
    }

    fn switches(&self, from: ThreadId, to: ThreadId, interrupted: bool) {
        assert_eq!(from, current(), "told before it happens");
        assert_eq!(
            from.index() as u64,
            self.0.at.swap(to.index() as u64, Relaxed)
        );
        if is_recording() {
            self.0.interruptions.fetch_add(interrupted.into(), Relaxed);
        }
    }

    fn ends(&self, failed: bool) {
        assert!(failed || !is_recording());
        self.0.ended.fetch_add(1, Relaxed);
    }
}

#[test]
fn the_failing_execution_is_the_last_and_the_only_one_that_is_recorded() {
    quiet_panics();
    let counts = Arc::new(Counts::default());
    let exploration = Explorer::new().run(Counting(Arc::clone(&counts)), lost_update);
    let failure = exploration.failure().expect("it fails");
    assert_eq!(counts.begun.load(Relaxed), counts.ended.load(Relaxed));
    assert_eq!(counts.recorded.load(Relaxed), 1);
    assert_eq!(counts.interruptions.load(Relaxed), failure.cost.into());
}

#[test]
fn an_exploration_can_be_watched_from_outside() {
    let run = Explorer::new()
        .budget(Duration::from_millis(100))
        .start((), endless_work);
    assert!(run.wait().failure().is_none());
    let run = Explorer::new().start((), || {
        let flag = Rc::new(Register::new(0));
        join(spawn(move || flag.store(1, SeqCst)));
    });
    let exploration = loop {
        if let Some(exploration) = run.wait_for(Duration::from_millis(20)) {
            break exploration;
        }
    };
    assert!(exploration.is_proven(), "{exploration}");
    assert!(run.steps() > 0);
}

#[test]
fn what_is_made_late_by_whoever_comes_first_has_an_identity_of_its_own() {
    use std::cell::OnceCell;
    let (found, exploration) = answers(&Explorer::new(), || {
        let late = Rc::new([OnceCell::new(), OnceCell::new()]);
        let get = |late: &[OnceCell<Register>; 2], index: usize| {
            let make = || Register::with_identity(index as u64, 0);
            let register = late[index].get_or_init(make);
            let add = |value| Some(value + 1);
            register
                .rmw(Relaxed, Relaxed, add)
                .expect("it always adds")
                .value
        };
        let other = spawn({
            let late = Rc::clone(&late);
            move || {
                get(&late, 1);
                get(&late, 0);
            }
        });
        let found = [get(&late, 0), get(&late, 1)];
        join(other);
        found
    });
    assert!(exploration.is_proven(), "{exploration}");
    assert_eq!(found, [[0, 0], [0, 1], [1, 1]].into());
}

#[test]
fn every_alternative_of_a_free_choice_is_tried_without_a_surprise() {
    let body = || choose(3, Price::Free);
    let (found, exploration) = answers(&Explorer::new().max_bound(0), body);
    assert!(exploration.is_proven(), "{exploration}");
    assert_eq!(found, [0, 1, 2].into());
    let body = || choose(3, Price::Surprise);
    let (found, _) = answers(&Explorer::new().max_bound(0), body);
    assert_eq!(found, [0].into());
}

#[test]
fn a_notification_may_wake_any_of_those_who_wait() {
    let (found, exploration) = answers(&Explorer::new(), || {
        let shared = Rc::new((Mutex::new(0), Condvar::new(), Register::new(0)));
        let others: Vec<_> = (1..3)
            .map(|number| {
                let shared = Rc::clone(&shared);
                spawn(move || {
                    let value = shared.0.lock();
                    let value = if value < 10 {
                        shared.1.wait(&shared.0, value + 1)
                    } else {
                        value
                    };
                    let first = |first| (first == 0).then_some(number);
                    let _ = shared.2.rmw(SeqCst, SeqCst, first);
                    shared.0.unlock(value);
                })
            })
            .collect();
        let waiting = shared.0.lock();
        shared.0.unlock(waiting + 10);
        if waiting == 2 {
            shared.1.notify_one();
            shared.1.notify_one();
        } else {
            shared.1.notify_all();
        }
        others.into_iter().for_each(join);
        (waiting == 2).then(|| shared.2.load(SeqCst).value)
    });
    assert!(exploration.is_proven(), "{exploration}");
    assert_eq!(found, [None, Some(1), Some(2)].into());
}

#[test]
fn a_replay_by_text_shows_the_same_failure() {
    quiet_panics();
    let exploration = Explorer::new().run((), || waits_with_if(2));
    let failure = exploration.failure().expect("it fails");
    let schedule: Schedule = failure.schedule.to_string().parse().expect("its own text");
    assert_eq!(schedule, failure.schedule);
    let again = Explorer::new().replay(&schedule, (), || waits_with_if(2));
    let again = again.failure().expect("it fails again");
    assert_eq!(
        (&again.ending, again.cost, again.steps, again.switches),
        (
            &failure.ending,
            failure.cost,
            failure.steps,
            failure.switches
        )
    );
    assert!(matches!(again.ending, Ending::Panicked { .. }), "{again}");
}

#[test]
fn schedules_are_short_texts() {
    for text in ["i:", "it:1", "m:00012", "mt:.7.1002z_36_", "i:1.12.3.4.1"] {
        let schedule: Schedule = text.parse().expect("a schedule");
        assert_eq!(schedule.to_string(), text);
    }
    assert_eq!(
        "i:1000".parse::<Schedule>(),
        "i:1".parse(),
        "zeros at the end say nothing"
    );
    for (text, error) in [
        ("", ParseScheduleError::Head),
        ("s:1", ParseScheduleError::Head),
        ("i:A", ParseScheduleError::Character('A')),
        ("i:.7", ParseScheduleError::Unclosed('.')),
        ("i:.x.1", ParseScheduleError::Number("x".into())),
        (
            "i:.99999999.1",
            ParseScheduleError::Number("99999999".into()),
        ),
        ("i:_70000_", ParseScheduleError::Number("70000".into())),
    ] {
        assert_eq!(text.parse::<Schedule>(), Err(error), "{text}");
    }
}
