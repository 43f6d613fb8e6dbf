//! Alternative: divides list and workers in halves, again and again, with this lesson's `both`; the caller's own thread is one of the workers.

use crate::both;

/// Calls `f` once for each of `items`, on `workers` threads, and returns the answers in the order of `items`.
pub fn parallel_map<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    assert!(workers > 0, "parallel_map needs at least one worker");
    part(items, workers, &f)
}

fn part<T: Sync, R: Send>(items: &[T], workers: usize, f: &(impl Fn(&T) -> R + Sync)) -> Vec<R> {
    if workers == 1 || items.len() <= 1 {
        return items.iter().map(f).collect();
    }
    let left_workers = workers / 2;
    let (left, right) = items.split_at(items.len() * left_workers / workers);
    let (mut answers, rest) = both(
        || part(left, left_workers, f),
        || part(right, workers - left_workers, f),
    );
    answers.extend(rest);
    answers
}
