//! The programs that `capture` runs.

use std::{env, process::Command, time::Duration};

use ::kit::{case::note, worker};
use ::lesson05::{End, Run, run};

use crate::words::value;

/// The worker in one of its roles.
pub(crate) fn worker(arguments: &[&str]) -> Command {
    let mut command = Command::new(worker!());
    command.args(arguments);
    command
}

/// A program of the system, if it is there.
pub(crate) fn tool(name: &str, arguments: &[&str]) -> Option<Command> {
    let path = env::var_os("PATH").unwrap_or_default();
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    if !env::split_paths(&path).any(|folder| folder.join(&file).is_file()) {
        note(&format!(
            "`{name}` is not there, so this was not tried with it"
        ));
        return None;
    }
    let mut command = Command::new(name);
    command.args(arguments);
    Some(command)
}

/// Runs it, and fails in words if that is an error.
#[track_caller]
pub(crate) fn ran(mut command: Command, input: &[u8], limit: Duration) -> Run {
    let what = in_words(&command, input);
    value(run(&mut command, input, limit), &what)
}

/// `run of worker say 3 with 0 bytes of input`
pub(crate) fn in_words(command: &Command, input: &[u8]) -> String {
    let name = match command.get_program() == worker!() {
        true => "worker".into(),
        false => command.get_program().to_string_lossy(),
    };
    let arguments = command.get_args();
    // Where a child reports is another place each time, and tells a learner nothing.
    let arguments = arguments.filter(|argument| !argument.to_string_lossy().contains(':'));
    let words: Vec<_> = arguments
        .map(|argument| argument.to_string_lossy())
        .collect();
    let words = words.join(" ");
    format!(
        "run of `{name} {words}` with {} bytes of input",
        input.len()
    )
}

/// Fails unless it has ended by itself, with code 0.
#[track_caller]
pub(crate) fn ended_well(run: &Run, what: &str) {
    assert!(
        run.end == End::Exited(0),
        "{what}: it ends with exit code 0, and `end` is {:?}. Hint: which part of an `ExitStatus` did you look at, and when?",
        run.end
    );
}
