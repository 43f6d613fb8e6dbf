//! Mistake: puts the pills on top of a stack, so that they are taken before the work. [43]
//! Caught by: contract drain::t1_the_results_stand_in_the_order_of_the_items
//! Says: left: []

use kit::{sync::Mutex, thread};

/// Handles every item exactly once, on `workers` threads: whoever is free takes the next one.
pub fn drain<T, R>(items: Vec<T>, workers: usize, f: impl Fn(T) -> R + Sync) -> Vec<R>
where
    T: Send,
    R: Send,
{
    assert!(workers > 0, "drain needs at least one worker");
    let mut jobs: Vec<_> = items.into_iter().enumerate().map(Some).collect();
    for _ in 0..workers {
        jobs.push(None); // one pill each
    }
    let jobs = Mutex::new(jobs);
    let work = || {
        let mut done = Vec::new();
        loop {
            let job = jobs.lock().unwrap().pop().unwrap();
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
