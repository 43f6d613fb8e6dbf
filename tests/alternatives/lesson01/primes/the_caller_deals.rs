//! Alternative: workers ask for their next block and the caller's own thread deals, one answer for each question; nothing is shared, and a block is worth the way to the caller and back.

use std::{sync::mpsc, thread};

use crate::is_prime;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    let (ask, asked) = mpsc::channel::<mpsc::Sender<u64>>();
    thread::scope(|scope| {
        let threads: Vec<_> = (0..workers)
            .map(|_| {
                let ask = ask.clone();
                scope.spawn(move || {
                    let mut sum = 0;
                    loop {
                        let (answer, answered) = mpsc::channel();
                        ask.send(answer).unwrap();
                        // Without an answer there is nothing left.
                        let Ok(first) = answered.recv() else {
                            return sum;
                        };
                        let block = first..=limit.min(first + 3_999);
                        sum += block.filter(|&n| is_prime(n)).sum::<u64>();
                    }
                })
            })
            .collect();
        drop(ask);
        let mut blocks = (0..=limit).step_by(4_000);
        for answer in asked {
            if let Some(first) = blocks.next() {
                answer.send(first).unwrap();
            }
        }
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    })
}
