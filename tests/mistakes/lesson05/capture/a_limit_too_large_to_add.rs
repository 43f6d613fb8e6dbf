//! Mistake: adds the limit to the time of day: the longest limits lie beyond all times, and `+` panics.
//! Caught by: contract capture::t8_a_limit_far_away_is_not_waited_for
//! Says: overflow when adding duration

use std::{
    io::{self, Read, Write},
    os::unix::process::ExitStatusExt,
    process::{Command, ExitStatus, Stdio},
    sync::{Arc, Mutex},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use kit::process::Group;

/// What a program said, and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What it wrote to its standard output.
    pub stdout: Vec<u8>,
    /// What it wrote to its standard error.
    pub stderr: Vec<u8>,
    /// How it ended.
    pub end: End,
}

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// By itself, with this exit code.
    Exited(i32),
    /// By this signal.
    Signalled(i32),
    /// It was ended at its limit.
    TimedOut,
}

/// Runs `command`, with `input` as its standard input, and returns all that it says.
pub fn run(command: &mut Command, input: &[u8], limit: Duration) -> io::Result<Run> {
    let until = Instant::now() + limit;
    command.stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let (group, mut child) = Group::spawn(command)?;
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    thread::spawn(move || stdin.write_all(&input));
    let (stdout, out) = listen(child.stdout.take());
    let (stderr, err) = listen(child.stderr.take());
    let mut over = false;
    while !over && Instant::now() < until {
        over = out.is_finished() && err.is_finished() && child.try_wait()?.is_some();
        thread::sleep(Duration::from_millis(1));
    }
    if !over {
        let _ = group.kill();
    }
    let end = match end_of(child.wait()?) {
        End::Signalled(9) if !over => End::TimedOut,
        end => end,
    };
    let (stdout, stderr) = (
        stdout.lock().unwrap().clone(),
        stderr.lock().unwrap().clone(),
    );
    Ok(Run {
        stdout,
        stderr,
        end,
    })
}

fn end_of(status: ExitStatus) -> End {
    match status.signal() {
        Some(signal) => End::Signalled(signal),
        None => End::Exited(status.code().unwrap_or(-1)),
    }
}

type Shared = Arc<Mutex<Vec<u8>>>;

/// Reads a stream to its end, on a thread of its own. What has come so far can be seen at any time.
fn listen(pipe: Option<impl Read + Send + 'static>) -> (Shared, JoinHandle<()>) {
    let all = Shared::default();
    let shared = Arc::clone(&all);
    let mut pipe = pipe.unwrap();
    let reader = thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = pipe.read(&mut buffer) {
            shared.lock().unwrap().extend_from_slice(&buffer[..count]);
        }
    });
    (all, reader)
}
