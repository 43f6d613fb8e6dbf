//! Waits that may end in more than one way, and polling under a lock.

use std::{collections::BTreeSet, rc::Rc};

use explorer::{Early, Explorer, Object, Waiting, Wake, join, point, spawn, when};

use crate::{primitives::Mutex, schedules::answers};

/// How often each of two waits ends in which way; nobody but the first is waited for.
fn ends() -> (&'static str, &'static str) {
    let flag = Rc::new(Object::new(false));
    let waiting = || Waiting::new("a flag");
    let other = spawn({
        let flag = Rc::clone(&flag);
        move || {
            point(waiting());
            flag.with(|flag| *flag = true);
        }
    });
    let is_up = || flag.look(|flag| *flag);
    let is_down = || !is_up();
    let wait = || match when(waiting(), &is_up, Some(Early::either(&is_down))) {
        Wake::Ready => "ready",
        Wake::Early => "timed out",
        Wake::ForNothing => "for nothing",
    };
    let first = wait();
    join(other);
    flag.with(|flag| *flag = false);
    (first, wait())
}

#[test]
fn a_wait_with_a_limit_may_also_end_for_no_reason_once_and_at_a_price() {
    let found = |bound| {
        let (found, exploration) = answers(&Explorer::new().max_bound(bound), ends);
        assert!(exploration.failure().is_none(), "{exploration}");
        found
    };
    assert_eq!(found(0), BTreeSet::from([("ready", "timed out")]));
    let one = [
        ("ready", "timed out"),
        ("ready", "for nothing"),
        ("timed out", "timed out"),
        ("for nothing", "timed out"),
    ];
    assert_eq!(found(1), BTreeSet::from(one));
    let (all, exploration) = answers(&Explorer::new(), ends);
    assert!(exploration.is_proven(), "{exploration}");
    let mut two = BTreeSet::from(one);
    two.insert(("timed out", "for nothing"));
    assert_eq!(all, two, "and never twice for nothing");
}

/// A thread that polls gives way, but not while it holds what the others wait for.
#[test]
fn polling_by_try_lock_is_no_livelock() {
    let (_, exploration) = answers(&Explorer::new(), || {
        let mutex = Rc::new(Mutex::new(0));
        let other = spawn({
            let mutex = Rc::clone(&mutex);
            move || {
                mutex.lock();
                mutex.unlock(1);
            }
        });
        loop {
            let found = mutex.try_lock();
            if let Some(value) = found {
                mutex.unlock(value);
            }
            if found == Some(1) {
                break;
            }
        }
        join(other);
    });
    assert!(exploration.is_proven(), "{exploration}");
}
