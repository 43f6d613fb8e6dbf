//! Several hands empty one list of work.

use std::collections::VecDeque;

use kit::{sync::Mutex, thread};

/// Handles every item exactly once, on `workers` threads: whoever is free takes the next one.
///
/// The caller's own thread may be one of them; there are never more.
/// Returns the results of `f` in the order of `items`, in whatever order they were finished.
/// While one worker is inside `f`, the others go on.
/// There may be fewer items than workers, or none.
///
/// * Blocking: until all items are handled and all threads that it started have ended.
///
/// # Panics
///
/// Panics if `workers` is 0: "drain needs at least one worker".
/// If `f` panics, `drain` panics too, once all workers have ended.
pub fn drain<T, R>(items: Vec<T>, workers: usize, f: impl Fn(T) -> R + Sync) -> Vec<R>
where
    T: Send,
    R: Send,
{
    assert!(workers > 0, "drain needs at least one worker");
    let waiting: Mutex<VecDeque<_>> = Mutex::new(items.into_iter().enumerate().collect());
    let work = || {
        let mut done = Vec::new();
        while !waiting.lock().unwrap().is_empty() {
            let next = waiting.lock().unwrap().pop_front();
            let (place, item) = next.expect("the list is not empty");
            done.push((place, f(item)));
        }
        done
    };
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let hands: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        hands
            .into_iter()
            .flat_map(|hand| hand.join().unwrap())
            .collect()
    });
    done.sort_unstable_by_key(|&(place, _)| place);
    done.into_iter().map(|(_, result)| result).collect()
}
