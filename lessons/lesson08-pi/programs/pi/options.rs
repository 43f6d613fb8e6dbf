//! What was typed.

use std::thread;

use crate::number::{short, whole};

/// What `--help` prints.
pub(crate) const HELP: &str = "\
pi: estimates π from random points, with the code of lesson 08

Usage: cargo run --release -p lesson08 --bin pi -- POINTS [OPTIONS]

  POINTS        how many points: 10000000, 10_000_000 or 1e7
  --workers N   how many hands, 1 to 256 (as many as there are cores)
  --form NAME   serial, threads, rayon, processes or all (threads)
  --seed S      the seed of all points (2026)
  --csv         one line for each number of workers from 1 to N, for plotting
  --help        this

First the serial form runs, then the others: how many times as fast are they?
Runs of less than half a second are made three times, and the shortest counts.
The standard error is how far an estimate is off, typically; four times the
points halve it.";

/// With this argument the program is a worker of another one.
pub(crate) const WORKER: &str = "--as-a-worker";

const MOST_POINTS: u64 = 1_000_000_000_000_000;
const MOST_WORKERS: u64 = 256;

/// What is to be done.
pub(crate) enum Wish {
    Help,
    Work,
    Estimate(Options),
}

/// What is to be estimated.
pub(crate) struct Options {
    pub(crate) points: u64,
    pub(crate) workers: usize,
    pub(crate) forms: Vec<Form>,
    pub(crate) seed: u64,
    pub(crate) csv: bool,
}

/// Who does the work.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Form {
    Serial,
    Threads,
    Rayon,
    Processes,
}

impl Form {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Serial => "serial",
            Self::Threads => "threads",
            Self::Rayon => "rayon",
            Self::Processes => "processes",
        }
    }
}

impl Options {
    /// Reads the arguments, without the program's name.
    ///
    /// # Errors
    ///
    /// What cannot be understood, in words.
    pub(crate) fn read(arguments: &[String]) -> Result<Wish, String> {
        let mut options = Self {
            points: 0,
            workers: thread::available_parallelism().map_or(1, usize::from),
            forms: vec![Form::Threads],
            seed: 2026,
            csv: false,
        };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            // `--workers=2` is `--workers 2`.
            let (name, joined) = match argument.split_once('=') {
                Some((name @ ("--workers" | "--seed" | "--form"), value)) => (name, Some(value)),
                _ => (argument.as_str(), None),
            };
            let mut value = || {
                let value = joined.or_else(|| rest.next().map(String::as_str));
                value.ok_or_else(|| format!("`{name}` needs something after it"))
            };
            match name {
                "--help" | "-h" => return Ok(Wish::Help),
                WORKER => return Ok(Wish::Work),
                "--csv" => options.csv = true,
                "--workers" => options.workers = number(name, value()?, 1, MOST_WORKERS)? as usize,
                "--seed" => options.seed = number(name, value()?, 0, u64::MAX)?,
                "--form" => options.forms = forms(value()?)?,
                _ if argument.starts_with('-') => {
                    return Err(format!("`{argument}` is not understood"));
                }
                _ if options.points > 0 => {
                    return Err(format!(
                        "`{argument}` comes too late: POINTS is {} already",
                        short(options.points)
                    ));
                }
                _ => options.points = number("POINTS", argument, 1, MOST_POINTS)?,
            }
        }
        match options.points {
            0 => Err("how many points? As in `pi 1e7`.".into()),
            _ => Ok(Wish::Estimate(options)),
        }
    }
}

fn number(name: &str, text: &str, least: u64, most: u64) -> Result<u64, String> {
    let number = whole(text).filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| {
        let most = short(most);
        format!("{name} `{text}`: a whole number from {least} to {most} is needed")
    })
}

fn forms(name: &str) -> Result<Vec<Form>, String> {
    let all = [Form::Threads, Form::Rayon, Form::Processes];
    let wanted: Vec<Form> = all
        .into_iter()
        .filter(|form| name == "all" || name == form.name())
        .collect();
    // The serial form runs in any case.
    match wanted.is_empty() && name != Form::Serial.name() {
        true => Err(format!(
            "there is no form `{name}`; there are serial, threads, rayon, processes and all"
        )),
        false => Ok(wanted),
    }
}
