//! Mistake: waits for the program's end before it reads: a pipe holds 64 KiB, and then the program waits for a reader. [58]
//! Caught by: contract capture::t4_a_megabyte_on_either_stream_is_not_too_much
//! Says: the parent waits for the end of a child; the worker waits until somebody reads its standard output

use std::{
    io::{self, Read, Write},
    os::unix::process::ExitStatusExt,
    process::{Command, ExitStatus, Stdio},
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
    let end = end_of(child.wait()?);
    let mut stdout = Vec::new();
    let mut stderr = Vec::new();
    child.stdout.take().unwrap().read_to_end(&mut stdout)?;
    child.stderr.take().unwrap().read_to_end(&mut stderr)?;
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
