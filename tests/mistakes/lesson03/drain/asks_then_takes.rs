//! Mistake: asks whether an item is left, lets the lock go, then takes one that may be gone. [10]
//! Caught by: race drain::t9_two_workers_share_the_items_however_they_meet
//! Says: the list is not empty

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
        while !waiting.lock().unwrap().is_empty() {
            let next = waiting.lock().unwrap().pop_front();
            let (place, item) = next.expect("the list is not empty");
            done.push((place, f(item)));
        }
        done
    };
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let hands: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        hands
            .into_iter()
            .flat_map(|hand| hand.join().unwrap())
            .collect()
    });
    done.sort_unstable_by_key(|&(place, _)| place);
    done.into_iter().map(|(_, result)| result).collect()
}
