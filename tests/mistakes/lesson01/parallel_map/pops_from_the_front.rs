//! Mistake: whoever is free removes the first item of a list behind a lock, and every other item moves up one place.
//! Caught by: speed parallel_map::t9_two_workers_are_much_faster_than_one
//! Says: slower than the course's serial code
//! Varies: times and shares are this machine's

use std::{sync::Mutex, thread};

/// Calls `f` once for each of `items`, on `workers` threads, and returns the answers in the order of `items`.
pub fn parallel_map<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    assert!(workers > 0, "parallel_map needs at least one worker");
    let todo: Mutex<Vec<_>> = Mutex::new(items.iter().enumerate().collect());
    let take = || {
        let mut todo = todo.lock().unwrap();
        (!todo.is_empty()).then(|| todo.remove(0))
    };
    let mut answers: Vec<(usize, R)> = thread::scope(|s| {
        let handles: Vec<_> = (0..workers)
            .map(|_| {
                s.spawn(|| {
                    let mut answers = Vec::new();
                    while let Some((number, item)) = take() {
                        answers.push((number, f(item)));
                    }
                    answers
                })
            })
            .collect();
        handles
            .into_iter()
            .flat_map(|h| h.join().unwrap())
            .collect()
    });
    answers.sort_unstable_by_key(|(number, _)| *number);
    answers.into_iter().map(|(_, answer)| answer).collect()
}
