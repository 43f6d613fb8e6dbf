//! What was typed.

/// What to do.
pub(crate) enum Wanted {
    Help,
    /// Play the other process.
    Receiver,
    Table(Options),
}

/// How to measure.
pub(crate) struct Options {
    pub(crate) megabytes: usize,
    pub(crate) piece: usize,
    pub(crate) rounds: usize,
    pub(crate) csv: bool,
}

pub(crate) const HELP: &str = "\
cost: the same bytes handed over by Arc, by channel, by pipe

Usage: cargo run --release -p lesson06 --example cost -- [OPTIONS]

  --megabytes N   how much is handed over, 1 to 2000 (default 100; 1 MB is 1000000 bytes)
  --piece BYTES   how much goes through a channel or a pipe at a time, 1 to 16777216 (default 65536)
  --rounds N      how often each way is measured; the median is shown, 1 to 100 (default 5)
  --csv           for a program: every round in a line of its own
  --help          this

A way is measured from the first byte that is handed over until the receiver has read and added up all of them.
Starting a thread or a process is not counted.
";

/// Reads the command line.
pub(crate) fn read(arguments: &[String]) -> Result<Wanted, String> {
    let mut options = Options {
        megabytes: 100,
        piece: 64 * 1024,
        rounds: 5,
        csv: false,
    };
    let mut words = arguments.iter().map(String::as_str);
    while let Some(word) = words.next() {
        // `--rounds=5` is `--rounds 5`.
        let (name, joined) = match word.split_once('=') {
            Some((name @ ("--megabytes" | "--piece" | "--rounds"), value)) => (name, Some(value)),
            _ => (word, None),
        };
        let mut value = || joined.or_else(|| words.next());
        match name {
            "--help" | "-h" => return Ok(Wanted::Help),
            "--receive" => return Ok(Wanted::Receiver),
            "--csv" => options.csv = true,
            "--megabytes" => options.megabytes = number(name, value(), 2_000)?,
            "--piece" => options.piece = number(name, value(), 16 << 20)?,
            "--rounds" => options.rounds = number(name, value(), 100)?,
            other => return Err(format!("there is no option `{other}`")),
        }
    }
    Ok(Wanted::Table(options))
}

fn number(option: &str, word: Option<&str>, most: usize) -> Result<usize, String> {
    let word = word.ok_or_else(|| format!("`{option}` needs a number behind it"))?;
    let number = word
        .parse()
        .ok()
        .filter(|number| (1..=most).contains(number));
    number.ok_or_else(|| format!("`{option} {word}`: a whole number from 1 to {most} is needed"))
}
