//! What was typed.

use std::thread;

/// What `--help` prints.
pub(crate) const HELP: &str = "\
where: on which core does each thread of one process run, and for how long?

Usage: cargo run -p lesson01 --bin where -- [--threads N] [--seconds S]

  --threads N   how many threads compute, 1 to 64 (twice as many as there are cores)
  --seconds S   for how long, 0.1 to 60 (0.5)
  --help        this

Each row is a thread, each column a moment; what stands there is the number of the core that it ran on.
A dot: it had no core then, because others had them all.
NO_COLOR=1 leaves the colours away.";

/// How much is asked for at once.
const MOST_THREADS: usize = 64;

/// What is to be done.
#[derive(Debug)]
pub(crate) enum Wish {
    Help,
    Watch(Options),
}

/// What is to be watched.
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) threads: usize,
    pub(crate) seconds: f64,
}

impl Options {
    /// Reads the arguments, without the program's name.
    ///
    /// # Errors
    ///
    /// What cannot be understood, in words.
    pub(crate) fn read(arguments: &[String]) -> Result<Wish, String> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let mut options = Self {
            threads: (2 * cores).min(MOST_THREADS),
            seconds: 0.5,
        };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let mut value = || {
                rest.next()
                    .ok_or_else(|| format!("`{argument}` needs a number after it"))
            };
            match argument.as_str() {
                "--help" | "-h" => return Ok(Wish::Help),
                "--threads" => {
                    let text = value()?;
                    let threads = text
                        .parse()
                        .ok()
                        .filter(|it| (1..=MOST_THREADS).contains(it));
                    options.threads = threads.ok_or_else(|| {
                        format!(
                            "`--threads {text}`: a whole number from 1 to {MOST_THREADS} is needed"
                        )
                    })?;
                }
                "--seconds" => {
                    let text = value()?;
                    let seconds = text.parse().ok().filter(|it| (0.1..=60.0).contains(it));
                    options.seconds = seconds.ok_or_else(|| {
                        format!("`--seconds {text}`: a number from 0.1 to 60 is needed")
                    })?;
                }
                other => return Err(format!("`{other}` is not understood")),
            }
        }
        Ok(Wish::Watch(options))
    }
}
