//! Lesson 06, speed: what is compared with what. Nothing is asserted here: the runner measures and decides.

use std::{
    io::{self, Read, Write},
    process::ExitCode,
};

use ::kit::speed::{Speed, main as measure};
use ::lesson06::{read_frame, write_frame};

/// With its header it fits into a pipe on every system, so that one thread can write it and read it again.
const BODY: usize = 4_000;

fn main() -> ExitCode {
    measure(&[
        // The bytes alone, through the same kind of pipe, in as few calls as can be: two for each body. Frames need
        // some more. A call for each byte is a thousand times as many: with more than so many frames that would take minutes.
        &Speed {
            test: "frames::t11_a_frame_costs_not_much_more_than_its_bytes",
            workers: 1,
            at_least: 0.2,
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
    ])
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
