//! Mistake: each worker can hand on half a range, so each keeps a sender: the channel never closes, and nobody joins. [44]
//! Caught by: contract primes::t8_no_thread_is_left_behind
//! Says: of its threads still live

use std::{
    sync::{Arc, Mutex, mpsc},
    thread,
};

use crate::is_prime;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    let (sender, receiver) = mpsc::channel();
    let receiver = Arc::new(Mutex::new(receiver));
    let (done, results) = mpsc::channel();
    sender.send(0..limit + 1).unwrap();
    for _ in 0..workers {
        let (sender, receiver, done) = (sender.clone(), Arc::clone(&receiver), done.clone());
        thread::spawn(move || {
            loop {
                let Ok(mut range) = receiver.lock().unwrap().recv() else {
                    return;
                };
                let length = range.end - range.start;
                if length > 500 {
                    let middle = range.start + length / 2;
                    sender.send(middle..range.end).unwrap();
                    sender.send(range.start..middle).unwrap();
                    continue;
                }
                let count = range.end - range.start;
                let sum: u64 = range.by_ref().filter(|&n| is_prime(n)).sum();
                let _ = done.send((count, sum));
            }
        });
    }
    let (mut tested, mut total) = (0, 0);
    while tested <= limit {
        let (count, sum): (u64, u64) = results.recv().unwrap();
        tested += count;
        total += sum;
    }
    total
}
