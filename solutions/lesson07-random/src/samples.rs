//! Exercise `samples`: many hands draw random numbers, and the answer does not tell how many they were.

//# stub: use crate::streams;
//# solution:
use std::thread;

use rand::RngExt;

use crate::streams;

/// Samples that one stream serves: a jump costs as much as 256 numbers, so a block has to hold many more.
const BLOCK: usize = 1 << 15;
//# end

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
///
/// All parts of that range are equally likely, also those that are much smaller than a billionth: as fine as
/// `random::<f64>()` draws them. Each sample is a draw of its own: two may be equal by luck, but no part of the list is
/// another part once more.
///
/// * Repeatable: the same `seed` and `count` give the same samples at the same places, bit for bit, for any number
///   of `workers` and however the threads take turns. Another seed gives others.
/// * Threads: never more than `workers`; two million samples are enough to keep six of them at work at the same time.
///   The caller's own thread may be one of them.
/// * Speed: for five million samples and more, two workers on two free cores need at most two thirds of the time that one
///   worker needs.
/// * Blocking: returns when all threads have ended.
///
/// # Panics
///
/// Panics with "at least one worker" if `workers` is 0, also when there is nothing to draw.
///
/// # Example
///
/// ```
/// # use lesson07::samples;
/// let sum: f64 = samples(2026, 1_000_000, 2).iter().sum();
/// assert!((sum / 1e6 - 0.5).abs() < 0.002);
/// ```
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    //# stub: let _ = streams; // yours: generators that do not overlap
    //# stub: todo!("draw {count} samples from seed {seed}, with {workers} for `workers`")
    //# solution:
    assert!(workers > 0, "samples needs at least one worker");
    let mut samples = vec![0.0; count];
    // Which stream a block gets depends on its place alone; who fills it makes no difference.
    let streams = streams(seed, count.div_ceil(BLOCK));
    let mut hands: Vec<Vec<_>> = (0..workers).map(|_| Vec::new()).collect();
    for (number, block) in samples.chunks_mut(BLOCK).zip(streams).enumerate() {
        hands[number % workers].push(block);
    }
    thread::scope(|scope| {
        for hand in hands {
            scope.spawn(|| {
                for (places, mut stream) in hand {
                    places.fill_with(|| stream.random());
                }
            });
        }
    });
    samples
    //# end
}
