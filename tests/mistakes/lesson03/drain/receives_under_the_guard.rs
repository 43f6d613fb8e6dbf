//! Mistake: shares the receiver behind a lock and holds that lock while it works. [46]
//! Caught by: contract drain::t3_all_workers_work_at_the_same_time
//! Says: at most 1 of them was at work

use kit::{
    sync::{Mutex, mpsc},
    thread,
};

/// Handles every item exactly once, on `workers` threads: whoever is free takes the next one.
pub fn drain<T, R>(items: Vec<T>, workers: usize, f: impl Fn(T) -> R + Sync) -> Vec<R>
where
    T: Send,
    R: Send,
{
    assert!(workers > 0, "drain needs at least one worker");
    let (sender, receiver) = mpsc::channel();
    for job in items.into_iter().enumerate() {
        sender.send(job).unwrap();
    }
    drop(sender);
    let receiver = Mutex::new(receiver);
    let work = || {
        let mut done = Vec::new();
        while let Ok((place, item)) = receiver.lock().unwrap().recv() {
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
