//! Alternative: the list is an iterator behind a lock; each result goes into a slot of its own, so nothing is sorted.

use kit::{sync::Mutex, thread};

/// Handles every item exactly once, on `workers` threads: whoever is free takes the next one.
pub fn drain<T, R>(items: Vec<T>, workers: usize, f: impl Fn(T) -> R + Sync) -> Vec<R>
where
    T: Send,
    R: Send,
{
    assert!(workers > 0, "drain needs at least one worker");
    let results: Vec<Mutex<Option<R>>> = items.iter().map(|_| Mutex::new(None)).collect();
    let jobs = Mutex::new(items.into_iter().zip(&results));
    let next = || jobs.lock().unwrap().next();
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some((item, result)) = next() {
                    let done = f(item);
                    *result.lock().unwrap() = Some(done);
                }
            });
        }
    });
    drop(jobs);
    results
        .into_iter()
        .map(|result| {
            result
                .into_inner()
                .unwrap()
                .expect("every item was handled")
        })
        .collect()
}
