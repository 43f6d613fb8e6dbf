//! Alternative: always 64 parts, long or short, each returned as a list of its own; threads own what they use, and send it home with its number.

use std::{sync::mpsc, thread};

use rand::RngExt;

use crate::streams;

const PARTS: usize = 64;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let (home, parts) = mpsc::channel();
    let mut hands = vec![Vec::new(); workers];
    for (number, stream) in streams(seed, PARTS).into_iter().enumerate() {
        // The first few parts are one longer: together they are `count`.
        let length = count / PARTS + usize::from(number < count % PARTS);
        hands[number % workers].push((number, length, stream));
    }
    let threads: Vec<_> = hands
        .into_iter()
        .map(|hand| {
            let home = home.clone();
            thread::spawn(move || {
                for (number, length, mut stream) in hand {
                    let part: Vec<f64> = (0..length).map(|_| stream.random()).collect();
                    home.send((number, part)).unwrap();
                }
            })
        })
        .collect();
    drop(home);
    let mut in_order = vec![Vec::new(); PARTS];
    for (number, part) in parts {
        in_order[number] = part;
    }
    for thread in threads {
        thread.join().unwrap();
    }
    in_order.concat()
}
