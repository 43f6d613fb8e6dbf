//! What does it cost to hand something over? The same bytes by `Arc`, by channel, by pipe.
//!
//! `cargo run --release -p lesson06 --example cost`

mod options;
mod table;
mod ways;

use std::{
    env,
    io::{self, ErrorKind, Write},
    process::ExitCode,
    sync::Arc,
    time::Instant,
};

use options::{Options, Wanted};
use table::Row;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let done = match options::read(&arguments) {
        Ok(Wanted::Help) => say(options::HELP),
        Ok(Wanted::Receiver) => ways::receive(),
        Ok(Wanted::Table(options)) => measure(&options),
        Err(problem) => {
            eprintln!("cost: {problem}\n`cost --help` tells what it takes.");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cost: {error}");
            ExitCode::FAILURE
        }
    }
}

/// All ways in turn, again and again: what disturbs one round disturbs all ways.
fn measure(options: &Options) -> io::Result<()> {
    if cfg!(debug_assertions) {
        eprintln!("This is a debug build, and tells little: use `cargo run --release`.\n");
    }
    let load = Arc::new(load(options.megabytes * 1_000_000));
    let wanted = ways::sum(&load);
    let mut rows: Vec<Row> = ways::ALL.iter().map(Row::of).collect();
    for _ in 0..options.rounds {
        for (way, row) in ways::ALL.iter().zip(&mut rows) {
            let ready = (way.prepare)(&load, options.piece)?;
            let begin = Instant::now();
            let sum = ready()?;
            row.seconds.push(begin.elapsed().as_secs_f64());
            if sum != wanted {
                let problem = format!("{}: what arrived is not what was sent", way.name);
                return Err(io::Error::other(problem));
            }
        }
    }
    say(&match options.csv {
        true => table::csv(&rows, load.len()),
        false => table::text(&rows, load.len(), options),
    })
}

/// Prints it. Whoever closes the other end of our output has read enough: that is no error.
fn say(text: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    let said = output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush());
    said.or_else(|error| match error.kind() {
        ErrorKind::BrokenPipe => Ok(()),
        _ => Err(error),
    })
}

/// Bytes that nothing can shorten, and that all have been touched.
fn load(length: usize) -> Vec<u8> {
    let mut state = 2_u32;
    let next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    std::iter::repeat_with(next).take(length).collect()
}
