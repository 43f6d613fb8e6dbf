//! Alternative: the list's own iterator lies behind a lock, and each item has a slot of its own for its answer.

use std::{
    sync::{Mutex, PoisonError},
    thread,
};

/// Calls `f` once for each of `items`, on `workers` threads, and returns the answers in the order of `items`.
pub fn parallel_map<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    assert!(workers > 0, "parallel_map needs at least one worker");
    let slots: Vec<Mutex<Option<R>>> = items.iter().map(|_| Mutex::new(None)).collect();
    let next = Mutex::new(items.iter().zip(&slots));
    let take = || next.lock().unwrap_or_else(PoisonError::into_inner).next();
    thread::scope(|scope| {
        for _ in 0..workers.min(items.len()) {
            scope.spawn(|| {
                while let Some((item, slot)) = take() {
                    let answer = f(item);
                    *slot.lock().unwrap() = Some(answer);
                }
            });
        }
    });
    let answers = slots.into_iter().map(|slot| slot.into_inner().unwrap());
    answers
        .map(|answer| answer.expect("every item has been mapped"))
        .collect()
}
