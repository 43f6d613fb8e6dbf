//! Alternative: items are dealt like cards, one to each worker in turn, and the answers are taken back in the same turn.

use std::thread;

/// Calls `f` once for each of `items`, on `workers` threads, and returns the answers in the order of `items`.
pub fn parallel_map<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    assert!(workers > 0, "parallel_map needs at least one worker");
    let f = &f;
    let mut hands: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..workers.min(items.len()))
            .map(|worker| {
                let hand = items.iter().skip(worker).step_by(workers);
                scope.spawn(move || hand.map(f).collect::<Vec<_>>())
            })
            .collect();
        let hands = threads.into_iter().map(|thread| thread.join().unwrap());
        hands.map(Vec::into_iter).collect()
    });
    let turns = (0..workers).cycle().take(items.len());
    turns.filter_map(|worker| hands[worker].next()).collect()
}
