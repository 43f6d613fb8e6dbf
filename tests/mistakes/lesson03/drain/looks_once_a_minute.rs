//! Mistake: somebody looks once a minute whether all is done, and when it is, sleeps on until the minute is over. [8]
//! Caught by: contract drain::t8_no_thread_is_left_behind
//! Says: of its threads still live

use std::{collections::VecDeque, time::Duration};

use kit::{
    sync::{
        Arc, Mutex,
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
    let left = Arc::new(AtomicUsize::new(items.len()));
    let seen = Arc::clone(&left);
    thread::spawn(move || {
        loop {
            thread::sleep(Duration::from_secs(60));
            match seen.load(Ordering::Relaxed) {
                0 => break,
                left => eprintln!("items that are left: {left}"),
            }
        }
    });
    let waiting: Mutex<VecDeque<_>> = Mutex::new(items.into_iter().enumerate().collect());
    let work = || {
        let mut done = Vec::new();
        loop {
            // One lock to look and to take. It is let go at the end of the line, before the work.
            let next = waiting.lock().unwrap().pop_front();
            let Some((place, item)) = next else { break };
            done.push((place, f(item)));
            left.fetch_sub(1, Ordering::Relaxed);
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
