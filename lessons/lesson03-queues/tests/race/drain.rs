use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

use ::kit::thread;
use ::lesson03::drain;

#[test]
fn t9_two_workers_share_the_items_however_they_meet() {
    let _case = ::kit::case!();
    ::kit::model(|| {
        // std's counters: they are the test's own, and no part of what is explored.
        let calls = [AtomicUsize::new(0), AtomicUsize::new(0)];
        let results = drain(vec![0, 1], 2, |item: usize| {
            calls[item].fetch_add(1, Ordering::Relaxed);
            item + 10
        });
        let calls = calls.map(AtomicUsize::into_inner);
        assert_eq!(
            calls,
            [1, 1],
            "2 workers, items 0 and 1: how often each was handled. Hint: can two workers get hold of the same item?"
        );
        assert_eq!(
            results,
            [10, 11],
            "2 workers added 10 to the items 0 and 1. Hint: how does a result find its place?"
        );
        let by = Mutex::new(Vec::new()); // the test's own, as well
        drain(vec![0, 1], 1, |_item: usize| {
            by.lock()
                .expect("no holder panics")
                .push(thread::current().id());
        });
        let mut by = by.into_inner().expect("no holder panics");
        by.dedup();
        assert_eq!(
            by.len(),
            1,
            "1 worker, items 0 and 1: so many threads handled them. Hint: who calls f besides your worker, or what do you start a thread for?"
        );
    });
}
