//! Mistake: starts `workers` threads, and has the caller do a worker's part as well: one more than was asked for.
//! Caught by: race drain::t9_two_workers_share_the_items_however_they_meet
//! Says: 1 worker, items 0 and 1

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
    let work = || {
        let mut done = Vec::new();
        loop {
            // One lock to look and to take. It is let go at the end of the line, before the work.
            let next = waiting.lock().unwrap().pop_front();
            let Some((place, item)) = next else { break };
            done.push((place, f(item)));
        }
        done
    };
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let hands: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let by_the_caller = work();
        hands
            .into_iter()
            .flat_map(|hand| hand.join().unwrap())
            .chain(by_the_caller)
            .collect()
    });
    done.sort_unstable_by_key(|&(place, _)| place);
    done.into_iter().map(|(_, result)| result).collect()
}
