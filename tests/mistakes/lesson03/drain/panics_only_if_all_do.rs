//! Mistake: gives what the workers have done, and panics only if none of them came to its end: the result of one item is missing.
//! Caught by: contract drain::t7_a_panic_of_the_work_is_not_swallowed
//! Says: workers: 2; the work panicked for item 2 of 3

use std::collections::VecDeque;

use kit::{sync::Mutex, thread};

/// Handles every item exactly once, on `workers` threads: whoever is free takes the next one.
pub fn drain<T, R>(items: Vec<T>, workers: usize, f: impl Fn(T) -> R + Sync) -> Vec<R>
where
    T: Send,
    R: Send,
{
    assert!(workers > 0, "drain needs at least one worker");
    let waiting: Mutex<VecDeque<_>> = Mutex::new(items.into_iter().enumerate().collect());
    let finished = Mutex::new(Vec::new());
    let work = || {
        loop {
            let next = waiting.lock().unwrap().pop_front();
            let Some((place, item)) = next else { break };
            let result = f(item);
            finished.lock().unwrap().push((place, result));
        }
    };
    let survivors = thread::scope(|scope| {
        let hands: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let ends = hands.into_iter().map(|hand| hand.join());
        ends.filter(Result::is_ok).count()
    });
    assert!(survivors > 0, "all workers panicked");
    let mut done = finished.into_inner().unwrap();
    done.sort_unstable_by_key(|&(place, _)| place);
    done.into_iter().map(|(_, result)| result).collect()
}
