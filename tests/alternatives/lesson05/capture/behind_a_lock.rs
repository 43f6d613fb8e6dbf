//! Alternative: each reader adds to a text behind a lock, so that at the limit all is there that has come; the main thread looks now and then.

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
    let until = Instant::now().checked_add(limit);
    command.stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let (group, mut child) = Group::spawn(command)?;
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    thread::spawn(move || stdin.write_all(&input));
    let (stdout, out) = listen(child.stdout.take());
    let (stderr, err) = listen(child.stderr.take());
    let late = || until.is_some_and(|until| Instant::now() >= until);
    // First for the outputs: as long as the child is not collected, the number of its group is nobody else's.
    while !(out.is_finished() && err.is_finished()) && !late() {
        thread::sleep(Duration::from_millis(1));
    }
    let mut over = out.is_finished() && err.is_finished();
    while over && child.try_wait()?.is_none() {
        thread::sleep(Duration::from_millis(1));
        over = !late();
    }
    if !over {
        group.kill()?;
    }
    let end = match end_of(child.wait()?) {
        End::Signalled(9) if !over => End::TimedOut,
        end => end,
    };
    for reader in [out, err] {
        if reader.is_finished() {
            reader.join().unwrap()?;
        }
    }
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
fn listen(pipe: Option<impl Read + Send + 'static>) -> (Shared, JoinHandle<io::Result<u64>>) {
    let all = Shared::default();
    let mut adds = Adds(Arc::clone(&all));
    let mut pipe = pipe.unwrap();
    (all, thread::spawn(move || io::copy(&mut pipe, &mut adds)))
}

struct Adds(Shared);

impl Write for Adds {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
