//! Mistake: collects from a channel whose first sender is still in its own hands, so the loop never ends. [44]
//! Caught by: contract drain::t1_the_results_stand_in_the_order_of_the_items
//! Says: had not come back after 2 s

use std::collections::VecDeque;

use kit::{
    sync::{Mutex, mpsc},
    thread,
};

/// Handles every item exactly once, on `workers` threads: whoever is free takes the next one.
pub fn drain<T, R>(items: Vec<T>, workers: usize, f: impl Fn(T) -> R + Sync) -> Vec<R>
where
    T: Send,
    R: Send,
{
    assert!(workers > 0, "drain needs at least one worker");
    let waiting: Mutex<VecDeque<_>> = Mutex::new(items.into_iter().enumerate().collect());
    let (sender, results) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..workers {
            let sender = sender.clone();
            let (waiting, f) = (&waiting, &f);
            scope.spawn(move || {
                loop {
                    let next = waiting.lock().unwrap().pop_front();
                    let Some((place, item)) = next else { break };
                    sender.send((place, f(item))).unwrap();
                }
            });
        }
        let mut done: Vec<(usize, R)> = results.iter().collect();
        done.sort_unstable_by_key(|&(place, _)| place);
        done.into_iter().map(|(_, result)| result).collect()
    })
}
