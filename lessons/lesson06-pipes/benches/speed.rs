//! Lesson 06, speed: what is compared with what. Nothing is asserted here: the runner measures and decides.

use std::{
    collections::BTreeMap,
    io::{self, Read, Write},
    process::{Command, ExitCode},
    sync::{Mutex, PoisonError},
};

use ::kit::speed::{InProcesses, Speed, main as measure};
use ::lesson06::{ProcessPool, read_frame, write_frame};

/// With its header it fits into a pipe on every system, so that one thread can write it and read it again.
const BODY: usize = 4_000;

fn main() -> ExitCode {
    measure(&[
        // The bytes alone, through the same kind of pipe, in as few calls as can be: two for each body. Frames need
        // some more, and some memory: up to five times the time. A call for each byte takes hundreds of times as long.
        &Speed {
            test: "frames::t11_a_frame_costs_not_much_more_than_its_bytes",
            workers: 1,
            at_least: 0.05,
            smallest: 500,
            largest: 1_000,
            input: |frames, round| (frames, vec![round as u8; BODY]),
            serial: |(frames, body)| through_a_pipe(*frames, |to, from| plain(to, from, body)),
            subject: |(frames, body), _| {
                through_a_pipe(*frames, |to, from| {
                    write_frame(to, body).expect("the pipe takes a frame");
                    let frame = read_frame(from, BODY).expect("what was written is a frame");
                    frame.map_or(0, |body| sum(&body))
                })
            },
        },
        // Some dozen jobs of a millisecond each: sending one and waiting for its answer must cost much less.
        &InProcesses(Speed {
            test: "process_pool::t13_two_workers_are_much_faster_than_one",
            workers: 2,
            at_least: 1.3,
            smallest: 60,
            largest: 960,
            input: |jobs, round| {
                let seeds = round * jobs..(round + 1) * jobs;
                seeds
                    .map(|seed| format!("mix {STEPS} {seed}").into_bytes())
                    .collect::<Vec<_>>()
            },
            serial: |jobs| jobs.iter().map(|job| answer(job)).collect::<Vec<_>>(),
            subject: |jobs, workers| {
                let mut pools = POOLS.lock().unwrap_or_else(PoisonError::into_inner);
                let pool = pools.entry(workers).or_insert_with(|| pool(workers));
                let answers = pool.map(jobs).into_iter();
                answers
                    .map(|answer| answer.expect("no worker dies of arithmetic"))
                    .collect()
            },
        }),
    ])
}

const STEPS: u64 = 500_000;

/// What the worker does with a job; it has the same arithmetic in `worker/jobs.rs`.
fn answer(job: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(job);
    let seed = text.rsplit(' ').next().and_then(|seed| seed.parse().ok());
    mixed(STEPS, seed.unwrap_or_default())
        .to_be_bytes()
        .to_vec()
}

#[inline(never)]
fn mixed(steps: u64, seed: u64) -> u64 {
    (0..steps).fold(seed | 1, |mut state, _| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    })
}

/// One for each number of workers, started in its first run, which is not timed: a pool is made to be kept. When this process
/// ends, their pipes do, and so do the workers.
static POOLS: Mutex<BTreeMap<usize, ProcessPool>> = Mutex::new(BTreeMap::new());

fn pool(workers: usize) -> ProcessPool {
    let mut command = Command::new(::kit::worker!());
    command.arg("works");
    ProcessPool::new(command, workers).expect("the workers can be started")
}

/// Does it so many times, and adds up what comes out.
fn through_a_pipe(
    times: u64,
    mut once: impl FnMut(&mut io::PipeWriter, &mut io::PipeReader) -> u64,
) -> u64 {
    let (mut from, mut to) = io::pipe().expect("the system has a pipe");
    (0..times).map(|_| once(&mut to, &mut from)).sum()
}

fn plain(to: &mut io::PipeWriter, from: &mut io::PipeReader, body: &[u8]) -> u64 {
    to.write_all(body).expect("the pipe takes the bytes");
    let mut copy = [0; BODY];
    from.read_exact(&mut copy)
        .expect("what was written can be read");
    sum(&copy)
}

fn sum(bytes: &[u8]) -> u64 {
    bytes.iter().map(|byte| u64::from(*byte)).sum()
}
