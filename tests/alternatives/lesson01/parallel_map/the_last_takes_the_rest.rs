//! Alternative: shares are rounded down, and cut off one after the other; what is left over goes to the last worker.

use std::thread;

/// Calls `f` once for each of `items`, on `workers` threads, and returns the answers in the order of `items`.
pub fn parallel_map<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    assert!(workers > 0, "parallel_map needs at least one worker");
    let f = &f;
    let work = move |items: &[T]| -> Vec<R> { items.iter().map(f).collect() };
    let share = items.len() / workers;
    thread::scope(|scope| {
        let mut rest = items;
        let mut threads = Vec::new();
        for _ in 1..workers {
            let (part, others) = rest.split_at(share);
            threads.push(scope.spawn(move || work(part)));
            rest = others;
        }
        threads.push(scope.spawn(move || work(rest)));
        let parts = threads.into_iter().map(|thread| thread.join().unwrap());
        parts.flatten().collect()
    })
}
