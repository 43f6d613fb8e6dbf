//! Mistake: takes the missing exit code of a program that was ended by a signal for 0, which is success. [62]
//! Caught by: contract capture::t2_the_exit_code_is_told_whatever_it_is
//! Says: what is `code()` of a process

use std::{
    io::{self, Write},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

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
    let _ = limit;
    command.stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output()?;
    Ok(Run {
        stdout: output.stdout,
        stderr: output.stderr,
        end: End::Exited(output.status.code().unwrap_or(0)),
    })
}
