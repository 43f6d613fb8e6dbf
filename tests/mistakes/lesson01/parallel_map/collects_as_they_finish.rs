//! Mistake: every worker adds its answers to the list when it is done, so they come in finishing order. [53]
//! Caught by: contract parallel_map::t1_every_item_is_mapped_and_the_order_is_kept
//! Says: the answers came as

use std::{sync::Mutex, thread};

/// Calls `f` once for each of `items`, on `workers` threads, and returns the answers in the order of `items`.
pub fn parallel_map<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    assert!(workers > 0, "parallel_map needs at least one worker");
    let answers = Mutex::new(Vec::new());
    let share = items.len().div_ceil(workers).max(1);
    thread::scope(|s| {
        for part in items.chunks(share) {
            s.spawn(|| {
                let part: Vec<_> = part.iter().map(&f).collect();
                answers.lock().unwrap().extend(part);
            });
        }
    });
    answers.into_inner().unwrap()
}
