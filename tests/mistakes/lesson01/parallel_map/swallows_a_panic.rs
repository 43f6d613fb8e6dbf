//! Mistake: keeps only the parts of workers that did not panic, and nobody hears of it. [4]
//! Caught by: contract parallel_map::t7_a_panic_in_f_comes_out_when_all_workers_have_ended
//! Says: as if nothing had happened

use std::thread;

/// Calls `f` once for each of `items`, on `workers` threads, and returns the answers in the order of `items`.
pub fn parallel_map<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    assert!(workers > 0, "parallel_map needs at least one worker");
    let (share, f) = (items.len().div_ceil(workers).max(1), &f);
    thread::scope(|s| {
        let handles: Vec<_> = items
            .chunks(share)
            .map(|part| s.spawn(move || part.iter().map(f).collect::<Vec<_>>()))
            .collect();
        handles
            .into_iter()
            .filter_map(|h| h.join().ok())
            .flatten()
            .collect()
    })
}
