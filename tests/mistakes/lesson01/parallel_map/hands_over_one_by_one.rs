//! Mistake: hands every item over through a channel without room: both sides stop for each one.
//! Caught by: speed parallel_map::t9_two_workers_are_much_faster_than_one
//! Says: slower than the course's serial code
//! Cause: stops
//! Varies: times and shares are this machine's

use std::{
    sync::{Mutex, mpsc},
    thread,
};

/// Calls `f` once for each of `items`, on `workers` threads, and returns the answers in the order of `items`.
pub fn parallel_map<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    assert!(workers > 0, "parallel_map needs at least one worker");
    let mut answers: Vec<(usize, R)> = thread::scope(|s| {
        let (give, get) = mpsc::sync_channel(0);
        let get = Mutex::new(get);
        let (f, get) = (&f, std::sync::Arc::new(get));
        let handles: Vec<_> = (0..workers)
            .map(|_| {
                let get = get.clone();
                s.spawn(move || {
                    let mut answers = Vec::new();
                    let take = || get.lock().unwrap().recv();
                    while let Ok((number, item)) = take() {
                        answers.push((number, f(item)));
                    }
                    answers
                })
            })
            .collect();
        drop(get);
        for item in items.iter().enumerate() {
            // Nobody is left to take it if all workers have panicked.
            if give.send(item).is_err() {
                break;
            }
        }
        drop(give);
        handles
            .into_iter()
            .flat_map(|h| h.join().unwrap())
            .collect()
    });
    answers.sort_unstable_by_key(|(number, _)| *number);
    answers.into_iter().map(|(_, answer)| answer).collect()
}
