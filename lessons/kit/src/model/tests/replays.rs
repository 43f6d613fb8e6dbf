//! One schedule, run again by its name.

#[cfg(not(feature = "explorer"))]
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{panic::Location, sync::Arc};

use super::explore;
use crate::{
    model::{Model, log::Failure, verdict::Verdict},
    sync::Mutex,
    thread,
};

/// Two threads add to a total, each under two locks, or under one.
fn adds(right: bool) {
    let total = Mutex::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut held = total.lock().unwrap();
                let seen = *held;
                if !right {
                    drop(held);
                    held = total.lock().unwrap();
                }
                *held = seen + 1;
            });
        }
    });
    assert_eq!(*total.lock().unwrap(), 2);
}

fn again(name: &str, body: impl Fn() + Send + Sync + 'static) -> Verdict {
    Model::new().verdict(Arc::new(body), Location::caller(), Some(name))
}

/// What is told of a failure, without what differs from run to run by its nature.
fn told(failure: &Failure) -> String {
    let events: Vec<_> = failure
        .log
        .events
        .iter()
        .map(|event| (event.thread, &event.what, event.place))
        .collect();
    format!("{:?} {events:?}", failure.ending)
}

#[test]
fn a_schedule_is_the_same_each_time() {
    let _case = crate::case!();
    let Verdict::Failed { failure, replay } = explore(|| adds(false)) else {
        panic!("an update is lost");
    };
    for _ in 0..3 {
        let Verdict::Failed {
            failure: same,
            replay: name,
        } = again(&replay, || adds(false))
        else {
            panic!("an update is lost again");
        };
        assert_eq!((told(&same), name), (told(&failure), replay.clone()));
    }
}

/// loom has no other way to an execution than through all before it.
#[cfg(not(feature = "explorer"))]
#[test]
fn only_the_one_schedule_is_recorded_and_the_search_before_it_is_as_before() {
    let _case = crate::case!();
    let Verdict::Failed { replay, .. } = explore(|| adds(false)) else {
        panic!("an update is lost");
    };
    let times = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&times);
    again(&replay, move || {
        counted.fetch_add(1, Ordering::Relaxed);
        adds(false);
    });
    let number: usize = replay
        .split(':')
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap();
    assert_eq!(times.load(Ordering::Relaxed), number);
}

#[test]
fn a_schedule_of_code_that_has_been_mended_is_not_there_any_more() {
    let _case = crate::case!();
    let Verdict::Failed { replay, .. } = explore(|| adds(false)) else {
        panic!("an update is lost");
    };
    assert!(matches!(again(&replay, || adds(true)), Verdict::Stale));
    #[cfg(not(feature = "explorer"))]
    assert!(matches!(
        again("3:1000000:i", || adds(true)),
        Verdict::Stale
    ));
}

#[test]
fn what_is_no_schedule_is_told() {
    let _case = crate::case!();
    let verdict = again("yesterday", || adds(true));
    assert!(matches!(verdict, Verdict::Refused(why) if why.contains("yesterday")));
}
