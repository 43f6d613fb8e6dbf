//! What a search found.

use super::log::Failure;

/// The answer to "does it hold in every interleaving?".
#[derive(Debug)]
pub(crate) enum Verdict {
    /// Every execution went well.
    Proven(Covered),
    /// Every execution that there was time for went well.
    Bounded(Covered),
    /// An execution failed.
    Failed { failure: Failure, replay: String },
    /// The schedule that was asked for is not there any more.
    Stale,
    /// The model cannot be explored; why, and what to do.
    Refused(String),
}

/// How much was explored.
#[derive(Clone, Debug, Default)]
pub(crate) struct Covered {
    pub(crate) executions: u64,
    pub(crate) is_complete: bool,
    /// All schedules with so many interruptions are among those explored; `None` if that is not known of any
    /// number, or true of every.
    pub(crate) interruptions: Option<usize>,
    /// One honest sentence, without a full stop.
    pub(crate) sentence: String,
}

impl Covered {
    pub(crate) fn verdict(self) -> Verdict {
        if self.is_complete {
            Verdict::Proven(self)
        } else {
            Verdict::Bounded(self)
        }
    }
}

/// 1234567 as 1,234,567.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::thousands;

    #[test]
    fn numbers_have_a_comma_at_every_thousand() {
        let _case = crate::case!();
        assert_eq!(thousands(7), "7");
        assert_eq!(thousands(1234), "1,234");
        assert_eq!(thousands(1_234_567), "1,234,567");
    }
}
