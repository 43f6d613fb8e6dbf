//! `pi`: estimates π with your code, in all its forms, and says how much faster more hands are.
//!
//! A given program: nothing in it is yours to write, but it is made of what you wrote.

mod number;
mod options;
mod progress;
mod runs;
mod table;

use std::{
    env,
    io::{self, Write},
    process::ExitCode,
};

use ::lesson08::processes::answer;
use options::{HELP, Options, Wish};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match Options::read(&arguments) {
        Ok(Wish::Help) => written(writeln!(io::stdout(), "{HELP}")),
        Ok(Wish::Work) => written(::kit::process::serve(answer)),
        Ok(Wish::Estimate(options)) => estimate(&options),
        Err(problem) => {
            eprintln!("pi: {problem}\n`--help` tells what it understands.");
            ExitCode::from(2)
        }
    }
}

fn estimate(options: &Options) -> ExitCode {
    if cfg!(debug_assertions) {
        eprintln!(
            "warning: this is a debug build, more than ten times as slow, and its speedups mean\n\
             nothing; `cargo run --release …` builds it optimised"
        );
    }
    let mut first = None;
    let mut agree = true;
    for run in runs::all(options) {
        let row = match run {
            Ok(row) => row,
            Err(problem) => {
                eprintln!("pi: {problem}");
                return ExitCode::FAILURE;
            }
        };
        let serial = *first.get_or_insert(row);
        agree &= row.estimate == serial.estimate;
        let text = match (options.csv, row == serial) {
            (true, true) => format!("{}\n{}", table::CSV, row.csv(&serial)),
            (true, false) => row.csv(&serial),
            (false, true) => format!("{}\n{}", table::head(options), row.line(&serial)),
            (false, false) => row.line(&serial),
        };
        if let Err(error) = writeln!(io::stdout(), "{text}") {
            return written(Err(error));
        }
    }
    if !agree {
        eprintln!(
            "pi: the hits are not the same everywhere;\n`cargo xtask check lesson08` finds out why"
        );
        return ExitCode::FAILURE;
    }
    match first {
        Some(serial) if !options.csv => written(writeln!(io::stdout(), "{}", serial.verdict())),
        _ => ExitCode::SUCCESS,
    }
}

/// Whoever closes the pipe early, such as `head`, has seen enough.
fn written(result: io::Result<()>) -> ExitCode {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("pi: {error}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}
