//! Alternative: always 64 parts, each on a stream of its own; a worker owns its parts, and the counts come home through a channel.

use std::{sync::mpsc, thread};

use rand::RngExt;

use crate::streams;

const PARTS: u64 = 64;

/// Rolls a die `rolls` times, on `workers` threads, and returns how often each face came up: ones first, sixes last.
pub fn roll(seed: u64, rolls: u64, workers: usize) -> [u64; 6] {
    assert!(workers > 0, "roll needs at least one worker");
    let mut hands = vec![Vec::new(); workers];
    for (number, stream) in (0..PARTS).zip(streams(seed, PARTS as usize)) {
        let length = rolls / PARTS + u64::from(number < rolls % PARTS);
        hands[number as usize % workers].push((stream, length));
    }
    let (home, parts) = mpsc::channel::<[u64; 6]>();
    let threads: Vec<_> = hands
        .into_iter()
        .map(|hand| {
            let home = home.clone();
            thread::spawn(move || {
                let mut faces = [0; 6];
                for (mut stream, length) in hand {
                    for _ in 0..length {
                        faces[stream.random_range(0..6_usize)] += 1;
                    }
                }
                home.send(faces).unwrap();
            })
        })
        .collect();
    drop(home);
    let mut total = [0; 6];
    for part in parts {
        for face in 0..6 {
            total[face] += part[face];
        }
    }
    for thread in threads {
        thread.join().unwrap();
    }
    total
}
