//! Mistake: copies all items into an `Arc<Mutex<Vec>>` to please `thread::spawn`, and so asks for more than was promised. [7]
//! Caught by: build
//! Says: Clone

use std::{
    sync::{Arc, Mutex},
    thread,
};

/// Calls `f` once for each of `items`, on `workers` threads, and returns the answers in the order of `items`.
pub fn parallel_map<T: Clone + Send + 'static, R: Send + 'static>(
    items: &[T],
    workers: usize,
    f: impl Fn(&T) -> R + Send + Sync + 'static,
) -> Vec<R> {
    assert!(workers > 0, "parallel_map needs at least one worker");
    let share = items.len().div_ceil(workers).max(1);
    let items = Arc::new(Mutex::new(items.to_vec()));
    let f = Arc::new(f);
    let handles: Vec<_> = (0..workers)
        .map(|w| {
            let (items, f) = (Arc::clone(&items), Arc::clone(&f));
            thread::spawn(move || {
                let part: Vec<T> = {
                    let items = items.lock().unwrap();
                    items.iter().skip(w * share).take(share).cloned().collect()
                };
                part.iter().map(|item| f(item)).collect::<Vec<R>>()
            })
        })
        .collect();
    handles
        .into_iter()
        .flat_map(|h| h.join().unwrap())
        .collect()
}
