//! Alternative: no list at all: an atomic index deals out the places, each item lies in a slot of its own.

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
    let items: Vec<Mutex<Option<T>>> = items
        .into_iter()
        .map(|item| Mutex::new(Some(item)))
        .collect();
    let next = AtomicUsize::new(0);
    // Relaxed is enough: the workers agree on the index alone; the lock hands the item over.
    let deal = || next.fetch_add(1, Ordering::Relaxed);
    let work = || {
        let mut done = Vec::new();
        loop {
            let place = deal();
            let Some(slot) = items.get(place) else {
                return done;
            };
            let item = slot.lock().unwrap().take();
            let item = item.expect("each place is dealt out once");
            done.push((place, f(item)));
        }
    };
    let mut done: Vec<(usize, R)> = Vec::new();
    thread::scope(|scope| {
        let hands: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        for hand in hands {
            done.extend(hand.join().expect("the work does not panic"));
        }
    });
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}
