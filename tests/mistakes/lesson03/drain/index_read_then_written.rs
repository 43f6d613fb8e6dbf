//! Mistake: takes the next index by a load and a store: two workers can get the same one. [9]
//! Caught by: race drain::t9_two_workers_share_the_items_however_they_meet
//! Says: taken by nobody else

use kit::{
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// Handles every item exactly once, on `workers` threads: whoever is free takes the next one.
pub fn drain<T, R>(items: Vec<T>, workers: usize, f: impl Fn(T) -> R + Sync) -> Vec<R>
where
    T: Send,
    R: Send,
{
    assert!(workers > 0, "drain needs at least one worker");
    let slots: Vec<_> = items
        .into_iter()
        .map(|item| Mutex::new(Some(item)))
        .collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let place = next.load(Ordering::SeqCst);
            next.store(place + 1, Ordering::SeqCst);
            let Some(slot) = slots.get(place) else { break };
            let item = slot.lock().unwrap().take();
            let item = item.expect("an item taken by nobody else");
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
