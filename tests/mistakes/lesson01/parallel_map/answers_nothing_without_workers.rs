//! Mistake: returns an empty list when nobody is there to work: all items are silently lost.
//! Caught by: contract parallel_map::t6_without_a_worker_it_panics_in_words
//! Says: it returned

use std::thread;

/// Calls `f` once for each of `items`, on `workers` threads, and returns the answers in the order of `items`.
pub fn parallel_map<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    if workers == 0 {
        return Vec::new();
    }
    let (share, f) = (items.len().div_ceil(workers).max(1), &f);
    thread::scope(|s| {
        let handles: Vec<_> = items
            .chunks(share)
            .map(|part| s.spawn(move || part.iter().map(f).collect::<Vec<_>>()))
            .collect();
        handles
            .into_iter()
            .flat_map(|h| h.join().unwrap())
            .collect()
    })
}
