//! Lesson 08, speed: what is compared with what. Nothing is asserted here: the runner measures and decides.

use std::{
    hint::black_box,
    process::{Command, ExitCode},
    thread,
};

use ::kit::speed::{InProcesses, Scaling, Speed, main as measure};
use ::lesson08::{Estimate, count_hits, lanes, processes, threads, with_rayon};
use ::rand::{Rng, RngExt, SeedableRng};
use ::rand_xoshiro::Xoshiro256PlusPlus;

fn main() -> ExitCode {
    measure(&[
        // One core against one core: the loop that is usually written against yours.
        &Speed {
            test: "serial::t4_whole_numbers_are_faster_than_floating_point",
            workers: 1,
            at_least: 1.3,
            smallest: 1_000_000,
            largest: 64_000_000,
            input: |points, round| (round, points, plain_hits(&mut rng(round), points)),
            // The usual loop draws other points: all that can be asked of it is whether it estimates π.
            serial: |&(seed, points, _)| is_near(float_hits(&mut rng(seed), points), points),
            subject: |&(seed, points, hits), _| count_hits(&mut rng(seed), points) == hits,
        },
        &Scaling {
            test: "threads::t8_two_workers_are_much_faster_than_one",
            workers: 2,
            at_least: 1.5,
            smallest: 1_000_000,
            largest: 128_000_000,
            input: |points, round| (round, points),
            plain: |&(seed, points)| {
                black_box(plain_hits(&mut rng(seed), points));
            },
            subject: |&(seed, points), workers| threads::estimate(seed, points, workers),
        },
        &Scaling {
            test: "with_rayon::t8_two_workers_are_much_faster_than_one",
            workers: 2,
            at_least: 1.5,
            smallest: 1_000_000,
            largest: 128_000_000,
            input: |points, round| (round, points),
            plain: |&(seed, points)| {
                black_box(plain_hits(&mut rng(seed), points));
            },
            subject: |&(seed, points), workers| with_rayon::estimate(seed, points, workers),
        },
        // Long enough for the start of two processes to be little. Against serial code of our own right code reached 1.3 to
        // 1.8: the same loop in two programs took 2.7 and 3.7 ns a point.
        &InProcesses(Scaling {
            test: "processes::t10_two_workers_are_much_faster_than_one",
            workers: 2,
            at_least: 1.3,
            smallest: 16_000_000,
            largest: 144_000_000,
            input: |points, round| (round, points),
            plain: |&(seed, points)| {
                black_box(plain_hits(&mut rng(seed), points));
            },
            subject: |&(seed, points), workers| {
                let worker = Command::new(::kit::worker!());
                match processes::estimate(worker, seed, points, workers) {
                    Ok(estimate) => (estimate.hits, estimate.points),
                    Err(error) => panic!("`processes::estimate` says: {error}"),
                }
            },
        }),
        // A challenge, and no exercise: nothing has to reach it, `cargo xtask speedup lesson08 lanes` draws it.
        // Each worker draws its share from a seed of its own, so the curve has more than one worker, too.
        &Speed {
            test: "lanes::three_times_as_fast_as_the_kernel_on_one_core",
            workers: 2,
            at_least: 3.0,
            smallest: 4_000_000,
            largest: 1_000_000_000,
            input: |points, round| (round, points),
            serial: |&(seed, points)| is_near(plain_hits(&mut rng(seed), points), points),
            subject: |&(seed, points), workers| is_near(shared_hits(seed, points, workers), points),
        },
    ])
}

/// Whole numbers, as the exercise `serial` asks for them.
fn plain_hits(rng: &mut impl Rng, points: u64) -> u64 {
    let mut hits = 0;
    for _ in 0..points {
        let point = rng.next_u64();
        let (x, y) = (point >> 32, point & u64::from(u32::MAX));
        hits += u64::from((x * x).checked_add(y * y).is_some());
    }
    hits
}

/// The lanes of all workers.
fn shared_hits(seed: u64, points: u64, workers: usize) -> u64 {
    let (share, rest) = (points / workers as u64, points % workers as u64);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..workers as u64)
            .map(|worker| {
                let points = share + u64::from(worker < rest);
                let seed = seed * 1_000 + worker;
                scope.spawn(move || lanes::count_hits(&mut rng(seed), points))
            })
            .collect();
        let hits = threads.into_iter().map(|thread| thread.join());
        hits.map(|hits| hits.expect("`lanes::count_hits` panicked"))
            .sum()
    })
}

fn rng(seed: u64) -> Xoshiro256PlusPlus {
    Xoshiro256PlusPlus::seed_from_u64(seed)
}

/// The usual loop: two numbers of 53 bits a point, made into fractions.
fn float_hits(rng: &mut impl Rng, points: u64) -> u64 {
    let mut hits = 0;
    for _ in 0..points {
        let (x, y): (f64, f64) = (rng.random(), rng.random());
        hits += u64::from(x * x + y * y <= 1.0);
    }
    hits
}

/// Both loops draw other points, so all that can be compared is whether they estimate π; within nine standard errors.
fn is_near(hits: u64, points: u64) -> bool {
    let estimate = Estimate { hits, points };
    (estimate.pi() - std::f64::consts::PI).abs() < 9.0 * estimate.standard_error()
}
