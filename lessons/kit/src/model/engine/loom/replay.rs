//! The name of one schedule, for running it again.

use std::{fmt, str::FromStr, time::Duration};

use super::{covered::Pass, run::Plan, settings::Settings};

/// One execution of a model: `1:30:i` is execution 30 among the interleavings with bound 1.
///
/// After the pass (`i` for interleavings, `o` for memory orders) stands what else steers the engine: `t` if
/// locks are seen taken, `f` if the ends of threads are seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Replay {
    bound: Option<usize>,
    pub(super) execution: u64,
    pass: Pass,
    try_lock: bool,
    is_finished: bool,
}

impl Replay {
    pub(super) fn of(plan: &Plan, execution: u64) -> Self {
        Self {
            bound: plan.bound,
            execution,
            pass: plan.settings.pass,
            try_lock: plan.settings.try_lock,
            is_finished: plan.settings.is_finished,
        }
    }

    pub(super) fn plan(&self, time_passes: bool, limit: Duration) -> Plan {
        Plan {
            settings: Settings {
                pass: self.pass,
                try_lock: self.try_lock,
                is_finished: self.is_finished,
            },
            time_passes,
            bound: self.bound,
            limit,
            only: Some(self.execution),
            survey: false,
        }
    }
}

impl fmt::Display for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.bound {
            Some(bound) => write!(f, "{bound}:")?,
            None => write!(f, "all:")?,
        }
        let pass = match self.pass {
            Pass::Interleavings => "i",
            Pass::Orders => "o",
        };
        let try_lock = if self.try_lock { "t" } else { "" };
        let is_finished = if self.is_finished { "f" } else { "" };
        write!(f, "{}:{pass}{try_lock}{is_finished}", self.execution)
    }
}

impl FromStr for Replay {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Vec<&str> = text.split(':').collect();
        let [bound, execution, letters] = parts[..] else {
            return Err(());
        };
        let mut letters = letters.chars().peekable();
        let pass = match letters.next() {
            Some('i') => Pass::Interleavings,
            Some('o') => Pass::Orders,
            _ => return Err(()),
        };
        let replay = Self {
            bound: match bound {
                "all" => None,
                number => Some(number.parse().map_err(drop)?),
            },
            execution: execution.parse().map_err(drop)?,
            pass,
            try_lock: letters.next_if_eq(&'t').is_some(),
            is_finished: letters.next_if_eq(&'f').is_some(),
        };
        if letters.next().is_some() {
            return Err(());
        }
        Ok(replay)
    }
}

#[cfg(test)]
mod tests {
    use super::Replay;

    #[test]
    fn a_schedule_survives_its_name() {
        let _case = crate::case!();
        for text in ["1:30:i", "all:7:o", "0:1:it", "3:12:otf", "2:2:if"] {
            assert_eq!(
                text.parse::<Replay>()
                    .map(|replay| replay.to_string())
                    .as_deref(),
                Ok(text)
            );
        }
        for text in ["", "1:30", "1:30:x", "1:30:ix", "x:1:i", "1::i"] {
            assert_eq!(text.parse::<Replay>(), Err(()), "{text}");
        }
    }
}
