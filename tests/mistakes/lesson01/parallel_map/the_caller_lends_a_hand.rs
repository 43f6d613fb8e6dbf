//! Mistake: starts `workers` threads, and the caller's own takes a share on top.
//! Caught by: contract parallel_map::t4_never_more_threads_than_workers
//! Says: `f` was called on 4 threads

use std::thread;

/// Calls `f` once for each of `items`, on `workers` threads, and returns the answers in the order of `items`.
pub fn parallel_map<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    assert!(workers > 0, "parallel_map needs at least one worker");
    let f = &f;
    let share = (items.len() / (workers + 1)).max(1);
    let (others, own) = items.split_at((share * workers).min(items.len()));
    thread::scope(|s| {
        let handles: Vec<_> = others
            .chunks(share)
            .map(|part| s.spawn(move || part.iter().map(f).collect::<Vec<_>>()))
            .collect();
        let own: Vec<_> = own.iter().map(f).collect();
        let mut answers: Vec<_> = handles
            .into_iter()
            .flat_map(|h| h.join().unwrap())
            .collect();
        answers.extend(own);
        answers
    })
}
