//! Mistake: calls `f` for the first item once more than for the others, to see that it works.
//! Caught by: contract parallel_map::t1_every_item_is_mapped_and_the_order_is_kept
//! Says: calls of `f`: 13

use std::thread;

/// Calls `f` once for each of `items`, on `workers` threads, and returns the answers in the order of `items`.
pub fn parallel_map<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    assert!(workers > 0, "parallel_map needs at least one worker");
    items.first().map(&f);
    let share = items.len().div_ceil(workers).max(1);
    let map = &|part: &[T]| part.iter().map(&f).collect::<Vec<_>>();
    thread::scope(|scope| {
        let parts = items.chunks(share);
        let threads: Vec<_> = parts.map(|part| scope.spawn(move || map(part))).collect();
        let answers = threads.into_iter().map(|thread| thread.join().unwrap());
        answers.flatten().collect()
    })
}
