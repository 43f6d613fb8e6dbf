//! Mistake: keeps the answers in one list behind a lock, and puts it in order after each of them.
//! Caught by: speed parallel_map::t9_two_workers_are_much_faster_than_one
//! Says: slower than the course's serial code
//! Varies: times and shares are this machine's

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
    let (answers_of_all, f) = (&answers, &f);
    thread::scope(|s| {
        let handles: Vec<_> = items
            .chunks(share)
            .enumerate()
            .map(|(w, part)| {
                s.spawn(move || {
                    for (i, item) in part.iter().enumerate() {
                        let answer = f(item);
                        let mut answers = answers_of_all.lock().unwrap();
                        answers.push((w * share + i, answer));
                        answers.sort_by_key(|(number, _)| *number);
                    }
                })
            })
            .collect();
        for h in handles {
            h.join().unwrap();
        }
    });
    let answers = answers.into_inner().unwrap();
    answers.into_iter().map(|(_, answer)| answer).collect()
}
