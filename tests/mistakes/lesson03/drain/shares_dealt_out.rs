//! Mistake: deals the items out before the work begins, so a worker that is free cannot help one that is not. [56]
//! Caught by: contract drain::t4_whoever_is_free_takes_the_next_item
//! Says: left: Some(10)

use kit::thread;

/// Handles every item exactly once, on `workers` threads: whoever is free takes the next one.
pub fn drain<T, R>(items: Vec<T>, workers: usize, f: impl Fn(T) -> R + Sync) -> Vec<R>
where
    T: Send,
    R: Send,
{
    assert!(workers > 0, "drain needs at least one worker");
    let share = items.len().div_ceil(workers);
    let mut items = items.into_iter();
    let f = &f;
    thread::scope(|scope| {
        let hands: Vec<_> = (0..workers)
            .map(|_| {
                let mine: Vec<T> = items.by_ref().take(share).collect();
                scope.spawn(move || mine.into_iter().map(f).collect::<Vec<R>>())
            })
            .collect();
        hands
            .into_iter()
            .flat_map(|hand| hand.join().unwrap())
            .collect()
    })
}
