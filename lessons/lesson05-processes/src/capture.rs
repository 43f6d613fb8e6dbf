//! Exercise `capture`: a program's whole conversation, whatever the program does.

use std::{io, process::Command, time::Duration};

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

/// Runs `command` as the first process of a new [`Group`], with `input` as its standard input, and returns all that it says.
///
/// * Size: input and both outputs may have any size, whatever the order in which the program reads and writes.
/// * Input: the program's input ends after `input`. A program that ends without having read it all is no error.
/// * Output: the two streams stay apart, each in its order.
/// * Limit: after `limit`, counted from the start, every process of the group is ended that is still there, and this returns
///   with what has been said by then, also when somebody who has left the group keeps a stream open.
///   `Duration::MAX` is no limit.
/// * Reaped: when this returns, the program has ended and was waited for.
/// * Blocking: until the program has ended and nobody has its outputs open any more, or until the limit. Waiting costs no
///   processor time to speak of.
/// * Threads and pipes: what this has started and opened is gone when it returns, or as soon as nobody else
///   holds the other ends of the pipes.
///
/// # Errors
///
/// The system's error if the program cannot be started, or if what it says cannot be read to its end; it is ended then, as at
/// the limit. Where there are no groups of processes, at the limit only the program itself is ended.
///
/// # Panics
///
/// Panics if the system refuses a thread, as [`std::thread::spawn`] does; the program is left to itself then.
pub fn run(command: &mut Command, input: &[u8], limit: Duration) -> io::Result<Run> {
    let _ = Group::spawn; // yours: std can start a group of processes, but not end it
    let _ = command;
    todo!(
        "run it with {} bytes of input, for at most {limit:?}",
        input.len()
    )
}
