//! What do worker processes cost, with your code: to start and stop a pool of them, to have a task done, to send a frame?
//!
//! ```console
//! $ cargo run --release -p lesson06 --example process_pool_costs
//! ```

use std::{
    env,
    io::{self, BufReader, BufWriter, Read, Write},
    process::{Command, Stdio},
    time::Instant,
};

use ::lesson06::{Connection, ProcessPool, read_frame, write_frame};

/// How often each row is measured; the median is shown.
const ROUNDS: usize = 11;

/// Tasks of one call of `map`, and tasks that are given one by one.
const TASKS: usize = 2_000;

/// Frames that are sent without waiting.
const FRAMES: usize = 200_000;

fn main() -> io::Result<()> {
    // This program once more plays the other process.
    match env::args().nth(1).as_deref() {
        Some("--serve") => ::kit::process::serve(<[u8]>::to_vec),
        Some("--count") => count(),
        _ => measure(),
    }
}

fn measure() -> io::Result<()> {
    println!("median of {ROUNDS} rounds, and in parentheses the least and the most\n");
    for workers in [2, 4, 16] {
        let what = format!("start {workers} workers, one task, stop");
        row(&what, 1, || {
            answered(&mut ProcessPool::new(me("--serve")?, workers)?, 1)
        })?;
    }
    let mut worker = Connection::spawn(&mut me("--serve")?)?;
    row("a message there and back", TASKS, || {
        (0..TASKS).try_for_each(|_| there_and_back(&mut worker))
    })?;
    worker.close()?;
    let mut pool = ProcessPool::new(me("--serve")?, 2)?;
    row("a task, a call of `map` for each", TASKS, || {
        (0..TASKS).try_for_each(|_| answered(&mut pool, 1))
    })?;
    row("a task, many in one call of `map`", TASKS, || {
        answered(&mut pool, TASKS)
    })?;
    row("a frame of 8 bytes, many at a time", FRAMES, frames)
}

fn there_and_back(worker: &mut Connection) -> io::Result<()> {
    worker.send(&[7; 8])?;
    worker.recv().map_err(io::Error::other)?;
    Ok(())
}

/// Has so many tasks done that do nothing.
fn answered(pool: &mut ProcessPool, tasks: usize) -> io::Result<()> {
    let answers = pool.map(&vec![vec![7; 8]; tasks]);
    let all = answers.iter().all(Result::is_ok);
    all.then_some(())
        .ok_or_else(|| io::Error::other("a worker has not answered"))
}

/// Sends frames that are collected on both sides, and waits until the other process has counted them.
///
/// The start of that process is in the time; among so many frames it is little.
fn frames() -> io::Result<()> {
    let mut child = me("--count")?
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let ends = child.stdin.take().zip(child.stdout.take());
    let (to, mut from) = ends.ok_or(io::ErrorKind::BrokenPipe)?;
    let mut to = BufWriter::with_capacity(1 << 16, to);
    (0..FRAMES).try_for_each(|n| write_frame(&mut to, &n.to_be_bytes()))?;
    to.flush()?;
    drop(to);
    let mut counted = [0; 8];
    from.read_exact(&mut counted)?;
    child.wait()?;
    match u64::from_be_bytes(counted) == FRAMES as u64 {
        true => Ok(()),
        false => Err(io::Error::other("not all frames have come")),
    }
}

fn count() -> io::Result<()> {
    let mut input = BufReader::with_capacity(1 << 16, io::stdin().lock());
    let mut frames: u64 = 0;
    while read_frame(&mut input, 8)
        .map_err(io::Error::other)?
        .is_some()
    {
        frames += 1;
    }
    io::stdout().write_all(&frames.to_be_bytes())
}

fn me(part: &str) -> io::Result<Command> {
    let mut me = Command::new(env::current_exe()?);
    me.arg(part);
    Ok(me)
}

/// Shows what one of so many `things` costs.
fn row(what: &str, things: usize, mut work: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let begin = Instant::now();
        work()?;
        times.push(begin.elapsed().as_secs_f64() * 1e6 / things as f64);
    }
    times.sort_by(f64::total_cmp);
    let [least, median, most] = [0, ROUNDS / 2, ROUNDS - 1].map(|place| times[place]);
    println!("{what:36} {median:>10.3} µs   ({least:.3} to {most:.3})");
    Ok(())
}
