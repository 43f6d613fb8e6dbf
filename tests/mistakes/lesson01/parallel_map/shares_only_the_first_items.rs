//! Mistake: starts a thread for each of the first items, and leaves all the others to the first thread.
//! Caught by: contract parallel_map::t5_all_workers_work_at_the_same_time
//! Says: at its hundredth item; only

use std::thread;

/// Calls `f` once for each of `items`, on `workers` threads, and returns the answers in the order of `items`.
pub fn parallel_map<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    assert!(workers > 0, "parallel_map needs at least one worker");
    let (firsts, rest) = items.split_at(workers.min(items.len()));
    let work = |items: &[T]| items.iter().map(&f).collect::<Vec<R>>();
    thread::scope(|scope| {
        let mut answers = Vec::new();
        let threads: Vec<_> = firsts
            .chunks(1)
            .enumerate()
            .map(|(worker, first)| {
                let rest = if worker == 0 { rest } else { &[] };
                scope.spawn(move || (work(first), work(rest)))
            })
            .collect();
        let mut last = Vec::new();
        for thread in threads {
            let (first, rest) = thread.join().unwrap();
            answers.extend(first);
            last.extend(rest);
        }
        answers.extend(last);
        answers
    })
}
