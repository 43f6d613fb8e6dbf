//! Mistake: keeps the answers in an `Arc<Mutex<Vec>>`, and holds its lock while `f` works. [15]
//! Caught by: contract parallel_map::t5_all_workers_work_at_the_same_time
//! Says: only 1 of 3

use std::{
    sync::{Arc, Mutex},
    thread,
};

/// Calls `f` once for each of `items`, on `workers` threads, and returns the answers in the order of `items`.
pub fn parallel_map<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    assert!(workers > 0, "parallel_map needs at least one worker");
    let answers = Arc::new(Mutex::new(Vec::new()));
    answers.lock().unwrap().resize_with(items.len(), || None);
    let share = items.len().div_ceil(workers).max(1);
    let f = &f;
    thread::scope(|s| {
        for (w, part) in items.chunks(share).enumerate() {
            let answers = Arc::clone(&answers);
            s.spawn(move || {
                let mut answers = answers.lock().unwrap();
                for (i, item) in part.iter().enumerate() {
                    answers[w * share + i] = Some(f(item));
                }
            });
        }
    });
    let answers = std::mem::take(&mut *answers.lock().unwrap());
    answers.into_iter().flatten().collect()
}
