//! Mistake: takes half of an equal share at a time: who is held up holds on to items that others could do.
//! Caught by: contract drain::t4_whoever_is_free_takes_the_next_item
//! Says: one of 20 items was held up
//! Varies: the shares depend on who takes one first

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
            let mut waiting = waiting.lock().unwrap();
            let share = waiting.len().div_ceil(2 * workers);
            let share: Vec<_> = waiting.drain(..share).collect();
            drop(waiting);
            if share.is_empty() {
                break;
            }
            for (place, item) in share {
                done.push((place, f(item)));
            }
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
