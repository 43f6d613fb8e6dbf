//! Alternative: a thread for each of the three streams; those that read report to one condition variable, where the main thread waits until both have, or the limit. It collects the child last.

use std::{
    io::{self, Read, Write},
    os::unix::process::ExitStatusExt,
    process::{Command, ExitStatus, Stdio},
    sync::{Arc, Condvar, Mutex},
    thread,
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
    let begun = Instant::now();
    command.stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let (group, mut child) = Group::spawn(command)?;
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    thread::spawn(move || stdin.write_all(&input));
    let desk = Arc::new(Desk::default());
    desk.hears(0, child.stdout.take().unwrap());
    desk.hears(1, child.stderr.take().unwrap());
    let open = |known: &mut Known| known.closed < 2;
    let known = desk.known.lock().unwrap();
    let known = match limit {
        Duration::MAX => desk.news.wait_while(known, open).unwrap(),
        limit => desk.news.wait_timeout_while(known, limit, open).unwrap().0,
    };
    let mut in_time = known.closed == 2;
    drop(known);
    // Until here nobody has asked how the child has ended: the group's number is still its own.
    while in_time && child.try_wait()?.is_none() {
        thread::sleep(Duration::from_millis(1));
        in_time = begun.elapsed() < limit;
    }
    if !in_time {
        group.kill()?;
    }
    let end = match end_of(child.wait()?) {
        End::Signalled(9) if !in_time => End::TimedOut,
        end => end,
    };
    let mut known = desk.known.lock().unwrap();
    match known.failure.take() {
        Some(error) => Err(error),
        None => {
            let [stdout, stderr] = known.texts.clone();
            Ok(Run {
                stdout,
                stderr,
                end,
            })
        }
    }
}

fn end_of(status: ExitStatus) -> End {
    match status.signal() {
        Some(signal) => End::Signalled(signal),
        None => End::Exited(status.code().unwrap_or(-1)),
    }
}

#[derive(Default)]
struct Known {
    texts: [Vec<u8>; 2],
    closed: usize,
    failure: Option<io::Error>,
}

#[derive(Default)]
struct Desk {
    known: Mutex<Known>,
    news: Condvar,
}

impl Desk {
    fn learns(&self, what: impl FnOnce(&mut Known)) {
        let mut known = self.known.lock().unwrap();
        what(&mut known);
        self.news.notify_one();
    }

    fn hears(self: &Arc<Self>, stream: usize, mut pipe: impl Read + Send + 'static) {
        let desk = Arc::clone(self);
        thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            let failure = loop {
                match pipe.read(&mut buffer) {
                    Ok(0) => break None,
                    Ok(count) => desk.learns(|known| known.texts[stream].extend(&buffer[..count])),
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => break Some(error),
                }
            };
            desk.learns(|known| {
                known.closed += 1;
                known.failure = known.failure.take().or(failure);
            });
        });
    }
}
