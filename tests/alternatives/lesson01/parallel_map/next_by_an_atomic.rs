//! Alternative: whoever is free takes the next item, by an atomic index; answers are numbered and put in order at the end.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// Calls `f` once for each of `items`, on `workers` threads, and returns the answers in the order of `items`.
pub fn parallel_map<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    assert!(workers > 0, "parallel_map needs at least one worker");
    let next = AtomicUsize::new(0);
    let work = || {
        let mut answers = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            match items.get(number) {
                Some(item) => answers.push((number, f(item))),
                None => return answers,
            }
        }
    };
    let mut answers = thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let parts = threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap());
        parts.collect::<Vec<_>>()
    });
    answers.sort_unstable_by_key(|(number, _)| *number);
    answers.into_iter().map(|(_, answer)| answer).collect()
}
