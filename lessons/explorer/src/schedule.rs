//! A schedule as a short text, to run one execution again.

use std::{error, fmt, str::FromStr};

/// Which executions are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Plain interleavings: every load finds the newest value.
    #[default]
    Interleavings,
    /// What the memory orders allow besides: older values, and accesses to cells that nothing orders.
    MemoryOrders,
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Interleavings => "interleavings",
            Self::MemoryOrders => "memory orders",
        })
    }
}

/// All that decides an execution; as a text it is short enough for a command line, such as `i:.7.1002`.
///
/// `i` or `m` is the [`Phase`]; a `t` after it says that releases are scheduling points. Each digit or letter
/// is one choice, counted from 0, and `.7.` stands for seven times the first alternative. After the last one
/// the first alternative is always taken.
///
/// A schedule belongs to the model that it was found with: after a change it leads elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    pub(crate) phase: Phase,
    pub(crate) release_points: bool,
    pub(crate) choices: Choices,
}

/// What was chosen, one after the other, without the zeros at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Choices(Vec<u16>);

impl Choices {
    pub(crate) fn iter(&self) -> impl Iterator<Item = u16> + '_ {
        self.0.iter().copied()
    }
}

impl FromIterator<u16> for Choices {
    fn from_iter<I: IntoIterator<Item = u16>>(choices: I) -> Self {
        let mut choices: Vec<_> = choices.into_iter().collect();
        while choices.last() == Some(&0) {
            choices.pop();
        }
        Self(choices)
    }
}

impl Schedule {
    /// The phase it was found in.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.phase
    }
}

/// A run of zeros shorter than this is written out.
const SHORT: usize = 4;
/// The longest run of zeros that is believed; no execution has as many choices.
const LONGEST: usize = 100_000;

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.phase {
            Phase::Interleavings => "i",
            Phase::MemoryOrders => "m",
        })?;
        f.write_str(if self.release_points { "t:" } else { ":" })?;
        for run in self
            .choices
            .0
            .chunk_by(|one, other| *one == 0 && *other == 0)
        {
            match run {
                [0, ..] if run.len() >= SHORT => write!(f, ".{}.", run.len())?,
                _ => run.iter().try_for_each(|choice| digit(f, *choice))?,
            }
        }
        Ok(())
    }
}

fn digit(f: &mut fmt::Formatter<'_>, choice: u16) -> fmt::Result {
    match char::from_digit(choice.into(), 36) {
        Some(digit) => write!(f, "{digit}"),
        None => write!(f, "_{choice}_"),
    }
}

impl FromStr for Schedule {
    type Err = ParseScheduleError;

    fn from_str(text: &str) -> Result<Self, ParseScheduleError> {
        let (head, tail) = text.split_once(':').ok_or(ParseScheduleError::Head)?;
        let (phase, release_points) = match head {
            "i" => (Phase::Interleavings, false),
            "it" => (Phase::Interleavings, true),
            "m" => (Phase::MemoryOrders, false),
            "mt" => (Phase::MemoryOrders, true),
            _ => return Err(ParseScheduleError::Head),
        };
        Ok(Self {
            phase,
            release_points,
            choices: choices(tail)?,
        })
    }
}

fn choices(text: &str) -> Result<Choices, ParseScheduleError> {
    let mut choices = Vec::new();
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        if character == '.' || character == '_' {
            let (number, after) = rest
                .as_str()
                .split_once(character)
                .ok_or(ParseScheduleError::Unclosed(character))?;
            let number: usize = number
                .parse()
                .ok()
                .filter(|number| *number <= LONGEST)
                .ok_or_else(|| ParseScheduleError::Number(number.into()))?;
            if character == '.' {
                choices.extend(std::iter::repeat_n(0, number));
            } else {
                let choice = u16::try_from(number)
                    .map_err(|_| ParseScheduleError::Number(number.to_string()))?;
                choices.push(choice);
            }
            rest = after.chars();
        } else {
            let digit = character
                .to_digit(36)
                .filter(|_| !character.is_ascii_uppercase())
                .ok_or(ParseScheduleError::Character(character))?;
            choices.push(u16::try_from(digit).expect("less than 36"));
        }
    }
    Ok(choices.into_iter().collect())
}

/// Why a text is no schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseScheduleError {
    /// It does not begin as a schedule does.
    Head,
    /// A character that stands for no choice.
    Character(char),
    /// A number that is none, or too large.
    Number(String),
    /// The end of a number is missing.
    Unclosed(char),
}

impl fmt::Display for ParseScheduleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Head => f.write_str("a schedule begins with `i:`, `it:`, `m:` or `mt:`"),
            Self::Character(character) => write!(f, "`{character}` stands for no choice"),
            Self::Number(number) => write!(f, "`{number}` is no number of choices"),
            Self::Unclosed(mark) => write!(f, "a second `{mark}` is missing"),
        }
    }
}

impl error::Error for ParseScheduleError {}
