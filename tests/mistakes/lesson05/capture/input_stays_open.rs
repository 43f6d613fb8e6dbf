//! Mistake: writes the input through a borrow of `child.stdin`, which stays open, and then waits for output that ends. [59]
//! Caught by: contract capture::t3_the_input_arrives_and_so_does_its_end
//! Says: the worker waits for more on its standard input, or for the end of it

use std::{
    io::{self, Read, Write},
    os::unix::process::ExitStatusExt,
    process::{Command, ExitStatus, Stdio},
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
    child.stdin.as_mut().unwrap().write_all(input)?;
    let mut stdout = Vec::new();
    let mut stderr = Vec::new();
    child.stdout.take().unwrap().read_to_end(&mut stdout)?;
    child.stderr.take().unwrap().read_to_end(&mut stderr)?;
    let end = end_of(child.wait()?);
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
