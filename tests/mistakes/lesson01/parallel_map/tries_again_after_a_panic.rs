//! Mistake: calls `f` a second time when the first call has panicked.
//! Caught by: contract parallel_map::t7_a_panic_in_f_comes_out_when_all_workers_have_ended
//! Says: as if nothing had happened

use std::{
    panic::{self, AssertUnwindSafe},
    thread,
};

/// Calls `f` once for each of `items`, on `workers` threads, and returns the answers in the order of `items`.
pub fn parallel_map<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    assert!(workers > 0, "parallel_map needs at least one worker");
    let f = |item: &T| {
        let tried = panic::catch_unwind(AssertUnwindSafe(|| f(item)));
        tried.unwrap_or_else(|_| f(item))
    };
    let share = items.len().div_ceil(workers).max(1);
    let map = &|part: &[T]| part.iter().map(&f).collect::<Vec<_>>();
    thread::scope(|scope| {
        let parts = items.chunks(share);
        let threads: Vec<_> = parts.map(|part| scope.spawn(move || map(part))).collect();
        let answers = threads.into_iter().map(|thread| thread.join().unwrap());
        answers.flatten().collect()
    })
}
