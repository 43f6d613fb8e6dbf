//! Why one worker's time counts less than it took, of work that is compared with itself.

use super::cause::Cause;
use crate::report::Speed;

/// What one worker's time was cut to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cap {
    /// Three times what plain code takes.
    Plain,
    /// A tenth more than what all workers have computed together.
    Together,
}

/// One worker counts at most three times plain code, and at most 1.1 times what all compute together. So near to these, what
/// was told is no longer its own time.
const PLAIN: f64 = 2.95;
const TOGETHER: f64 = 1.095;

impl Cap {
    /// Of a measurement. `None` where one worker's time counts as it is.
    pub(super) fn of(speed: &Speed) -> Option<Self> {
        match &speed.facts {
            _ if !speed.comparison.with_itself => None,
            facts if facts.alone >= PLAIN => Some(Self::Plain),
            facts if facts.together >= TOGETHER => Some(Self::Together),
            _ => None,
        }
    }

    /// What the subject is set beside: fits behind "as fast as" and "slower than".
    pub(super) fn other(self) -> &'static str {
        match self {
            Self::Plain => "one that takes three times as long as plain code",
            Self::Together => "one that computes as much as they do together",
        }
    }

    /// What became of the rest.
    pub(super) fn sentence(self) -> &'static str {
        match self {
            Self::Plain => {
                "One worker alone takes three times as long as plain code or longer, and more than three times \
                 does not count."
            }
            Self::Together => {
                "One worker alone takes longer than they compute together, which does not count: the same work \
                 needs the same time."
            }
        }
    }

    /// A question that leads on, where nothing else shows.
    pub(super) fn hint(self) -> &'static str {
        match self {
            Self::Plain => Cause::MoreWork { times: PLAIN }.hint(),
            Self::Together => "what does the code do otherwise when there is only one worker?",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Cap;
    use crate::{
        report::Speed,
        speed::{Comparison, Facts},
    };

    #[test]
    fn only_of_work_that_is_compared_with_itself_is_a_time_cut() {
        let cap = |with_itself, alone, together| {
            Cap::of(&Speed {
                workers: 2,
                at_least: 1.5,
                comparison: Comparison {
                    with_itself,
                    in_processes: false,
                },
                facts: Facts {
                    alone,
                    together,
                    ..Facts::default()
                },
                took: Duration::ZERO,
                account: None,
            })
        };
        assert_eq!(cap(true, 1.2, 1.0), None);
        assert_eq!(cap(true, 3.0, 1.0), Some(Cap::Plain));
        assert_eq!(cap(true, 1.2, 1.1), Some(Cap::Together));
        assert_eq!(cap(false, 3.0, 1.1), None);
    }
}
