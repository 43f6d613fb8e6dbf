//! Mistake: spawns and joins in one loop, so the workers run one after the other. [1]
//! Caught by: contract parallel_map::t5_all_workers_work_at_the_same_time
//! Says: only 1 of 3

use std::thread;

/// Calls `f` once for each of `items`, on `workers` threads, and returns the answers in the order of `items`.
pub fn parallel_map<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    assert!(workers > 0, "parallel_map needs at least one worker");
    let share = items.len().div_ceil(workers).max(1);
    let mut answers = Vec::new();
    thread::scope(|s| {
        for part in items.chunks(share) {
            let handle = s.spawn(|| part.iter().map(&f).collect::<Vec<_>>());
            answers.extend(handle.join().unwrap());
        }
    });
    answers
}
