//! Mistake: has a thread sleep until the limit and kill the group then: it sleeps on when the program has long ended, and kills whoever has that number by then.
//! Caught by: contract capture::t7_nothing_is_left_behind
//! Says: 1 thread that lives

use std::{
    io::{self, Write},
    os::unix::process::ExitStatusExt,
    process::{Command, ExitStatus, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
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
    let late = Arc::new(AtomicBool::new(false));
    let alarm = Arc::clone(&late);
    thread::spawn(move || {
        thread::sleep(limit);
        alarm.store(true, Ordering::Relaxed);
        let _ = group.kill();
    });
    let output = child.wait_with_output()?;
    let end = match late.load(Ordering::Relaxed) {
        true => End::TimedOut,
        false => end_of(output.status),
    };
    Ok(Run {
        stdout: output.stdout,
        stderr: output.stderr,
        end,
    })
}

fn end_of(status: ExitStatus) -> End {
    match status.signal() {
        Some(signal) => End::Signalled(signal),
        None => End::Exited(status.code().unwrap_or(-1)),
    }
}
