//! Mistake: puts one poison pill for all workers; who takes it leaves the others waiting. [42]
//! Caught by: contract drain::t2_there_may_be_fewer_items_than_workers
//! Says: 2 workers and no item had not come back

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
        sender.send(Some(job)).unwrap();
    }
    sender.send(None).unwrap(); // the end
    let receiver = Mutex::new(receiver);
    let work = || {
        let mut done = Vec::new();
        loop {
            let job = receiver.lock().unwrap().recv().unwrap();
            let Some((place, item)) = job else { break };
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
