//! Mistake: has a thread wait for the child, so it is collected as soon as it ends; at the limit the group is killed all the same, by a number that may be a stranger's. [64]
//! Caught by: contract capture::t11_a_grandchild_that_keeps_a_pipe_open_delays_nothing_past_the_limit
//! Says: its number may have been a stranger's by then

use std::{
    io::{self, Read, Write},
    os::unix::process::ExitStatusExt,
    process::{Command, ExitStatus, Stdio},
    sync::{Arc, Condvar, Mutex},
    thread,
    time::Duration,
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
    command.stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let (group, mut child) = Group::spawn(command)?;
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    thread::spawn(move || stdin.write_all(&input));
    let desk = Arc::new(Desk::default());
    desk.hears(0, child.stdout.take().unwrap());
    desk.hears(1, child.stderr.take().unwrap());
    let waiter = {
        let desk = Arc::clone(&desk);
        thread::spawn(move || {
            let end = end_of(child.wait().unwrap()); // before the lock: this takes its time
            desk.learns(|known| known.end = Some(end));
        })
    };
    let all = |known: &mut Known| known.end.is_none() || known.closed < 2;
    let known = desk.known.lock().unwrap();
    let known = match limit {
        Duration::MAX => desk.news.wait_while(known, all).unwrap(),
        limit => desk.news.wait_timeout_while(known, limit, all).unwrap().0,
    };
    let end = known.end.unwrap_or(End::TimedOut);
    if known.end.is_none() || known.closed < 2 {
        // Somebody of the group is there: the child, or whoever keeps a stream open. If nobody is, fine.
        let _ = group.kill();
    }
    drop(known);
    waiter.join().unwrap();
    let [stdout, stderr] = desk.known.lock().unwrap().texts.clone();
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

#[derive(Default)]
struct Known {
    texts: [Vec<u8>; 2],
    closed: usize,
    end: Option<End>,
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
            while let Ok(count @ 1..) = pipe.read(&mut buffer) {
                desk.learns(|known| known.texts[stream].extend(&buffer[..count]));
            }
            desk.learns(|known| known.closed += 1);
        });
    }
}
