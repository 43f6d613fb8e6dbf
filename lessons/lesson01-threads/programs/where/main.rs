//! `where`: on which core does each thread of one process run, and for how long?
//!
//! A given program: nothing in it is yours to write.

mod core;
mod options;
mod picture;
mod watch;

use std::{
    env,
    io::{self, IsTerminal, Write},
    process::{self, ExitCode},
    thread,
};

use options::{HELP, Options, Wish};
use picture::Picture;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match Options::read(&arguments) {
        Ok(Wish::Help) => show(HELP),
        Ok(Wish::Watch(options)) => watch(&options),
        Err(problem) => {
            eprintln!("where: {problem}\n`--help` tells what it understands.");
            ExitCode::from(2)
        }
    }
}

fn watch(options: &Options) -> ExitCode {
    if core::of_this_thread().is_none() {
        eprintln!(
            "where: this system does not tell a thread on which core it runs (Linux does, in /proc/thread-self/stat)"
        );
        return ExitCode::FAILURE;
    }
    let rows = match watch::all(options) {
        Ok(rows) => rows,
        Err(error) => {
            eprintln!("where: a thread could not be started: {error}");
            return ExitCode::FAILURE;
        }
    };
    let picture = Picture {
        process: process::id(),
        cores: thread::available_parallelism().map_or(1, usize::from),
        seconds: options.seconds,
        coloured: io::stdout().is_terminal() && env::var_os("NO_COLOR").is_none(),
        rows,
    };
    show(&picture.to_string())
}

/// Whoever closes the pipe early, such as `head`, has seen enough.
fn show(text: &str) -> ExitCode {
    match writeln!(io::stdout().lock(), "{}", text.trim_end()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("where: the picture cannot be written: {error}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}
