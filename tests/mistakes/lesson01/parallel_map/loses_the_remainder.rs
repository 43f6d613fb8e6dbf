//! Mistake: divides rounding down: what is left over belongs to nobody. [76]
//! Caught by: contract parallel_map::t2_no_item_is_lost_when_the_shares_are_uneven
//! Says: calls of `f`: 2; answers: [0, 10]

use std::thread;

/// Calls `f` once for each of `items`, on `workers` threads, and returns the answers in the order of `items`.
pub fn parallel_map<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    assert!(workers > 0, "parallel_map needs at least one worker");
    let (share, f) = (items.len() / workers, &f);
    thread::scope(|s| {
        let handles: Vec<_> = (0..workers)
            .map(|w| &items[w * share..(w + 1) * share])
            .map(|part| s.spawn(move || part.iter().map(f).collect::<Vec<_>>()))
            .collect();
        handles
            .into_iter()
            .flat_map(|h| h.join().unwrap())
            .collect()
    })
}
