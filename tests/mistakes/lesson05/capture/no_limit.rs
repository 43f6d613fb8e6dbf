//! Mistake: waits for the program as long as it takes, whatever the limit says.
//! Caught by: contract capture::t9_a_program_past_its_limit_is_ended_and_waited_for
//! Says: who looks at the clock while `run` waits

use std::{
    io::{self, Write},
    process::{Command, ExitStatus, Stdio},
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
    /// By this signal, which somebody else had sent. Only Unix has signals.
    Signalled(i32),
    /// It still lived at its limit, and was ended.
    TimedOut,
}

/// Runs `command` with `input` as its standard input, and returns all that it says.
pub fn run(command: &mut Command, input: &[u8], _limit: Duration) -> io::Result<Run> {
    command.stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let (_group, mut child) = Group::spawn(command)?;
    let pipe = child.stdin.take();
    let output = thread::scope(|scope| {
        scope.spawn(move || pipe.map(|mut pipe| pipe.write_all(input)));
        child.wait_with_output()
    })?;
    Ok(Run {
        stdout: output.stdout,
        stderr: output.stderr,
        end: end_of(output.status),
    })
}

fn end_of(status: ExitStatus) -> End {
    match (status.code(), signal_of(status)) {
        (_, Some(signal)) => End::Signalled(signal),
        (code, None) => End::Exited(code.unwrap_or(-1)),
    }
}

#[cfg(unix)]
fn signal_of(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal_of(_: ExitStatus) -> Option<i32> {
    None
}
