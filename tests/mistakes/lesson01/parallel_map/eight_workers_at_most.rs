//! Mistake: takes no more than eight workers, since "more than the machine has cores is of no use".
//! Caught by: contract parallel_map::t5_all_workers_work_at_the_same_time
//! Says: only 8 of 16

use std::thread;

/// Calls `f` once for each of `items`, on `workers` threads, and returns the answers in the order of `items`.
pub fn parallel_map<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    assert!(workers > 0, "parallel_map needs at least one worker");
    let workers = workers.min(8);
    let share = items.len().div_ceil(workers).max(1);
    let map = &|part: &[T]| part.iter().map(&f).collect::<Vec<_>>();
    thread::scope(|scope| {
        let parts = items.chunks(share);
        let threads: Vec<_> = parts.map(|part| scope.spawn(move || map(part))).collect();
        let answers = threads.into_iter().map(|thread| thread.join().unwrap());
        answers.flatten().collect()
    })
}
