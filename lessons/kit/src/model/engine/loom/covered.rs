//! How much of the executions was explored.

use crate::model::verdict::{self, thousands};

/// Which executions are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pass {
    /// Plain interleavings: every load finds the newest value.
    Interleavings,
    /// What the memory orders allow besides: old values, cells that nothing orders.
    Orders,
}

/// How much was explored.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Covered {
    interleavings: Part,
    orders: Option<Part>,
}

/// How much of one pass.
#[derive(Clone, Copy, Debug, Default)]
struct Part {
    /// Executions of the last run that was finished, and all of one that was not.
    executions: u64,
    /// The bound of the last run that was finished.
    finished: Finished,
    cut: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Finished {
    #[default]
    Nothing,
    Bound(usize),
    All,
}

impl Covered {
    /// A run went well, to its end or as far as there was time.
    pub(super) fn add(
        &mut self,
        pass: Pass,
        bound: Option<usize>,
        executions: u64,
        complete: bool,
    ) {
        let part = self.part(pass);
        if complete {
            part.executions = executions;
            part.finished = bound.map_or(Finished::All, Finished::Bound);
        } else {
            part.executions += executions;
            part.cut = true;
        }
    }

    /// There was no time for the rest.
    pub(super) fn cut(&mut self, pass: Pass) {
        self.part(pass).cut = true;
    }

    fn part(&mut self, pass: Pass) -> &mut Part {
        match pass {
            Pass::Interleavings => &mut self.interleavings,
            Pass::Orders => self.orders.get_or_insert_default(),
        }
    }

    /// For the verdict.
    pub(super) fn told(&self) -> verdict::Covered {
        verdict::Covered {
            executions: self.executions(),
            is_complete: self.is_complete(),
            interruptions: self.interruptions(),
            sentence: self.sentence(),
        }
    }

    fn is_complete(&self) -> bool {
        let complete = |part: Part| part.finished == Finished::All && !part.cut;
        complete(self.interleavings) && self.orders.is_none_or(complete)
    }

    fn executions(&self) -> u64 {
        self.interleavings.executions + self.orders.map_or(0, |part| part.executions)
    }

    /// All schedules with so many interruptions are among those explored; `None` if that is not known of any
    /// number, or true of every.
    fn interruptions(&self) -> Option<usize> {
        match self.interleavings.finished {
            Finished::Bound(bound) => interruptions(bound),
            _ => None,
        }
    }

    /// One honest sentence, without a full stop.
    fn sentence(&self) -> String {
        let mut sentence =
            self.interleavings
                .sentence(["interleaving", "interleavings", "interleavings"]);
        if let Some(orders) = self.orders {
            sentence += "; ";
            sentence += &orders.sentence([
                "execution that the memory orders allow",
                "executions that the memory orders allow",
                "executions",
            ]);
        }
        sentence
    }
}

impl Part {
    /// One of them, all of them, and a shorter word for some of them.
    fn sentence(&self, [one, all, many]: [&str; 3]) -> String {
        let number = thousands(self.executions);
        if self.finished == Finished::All {
            return match self.executions {
                1 => format!("the only {one}"),
                _ => format!("every one of {number} {all}"),
            };
        }
        let most = match self.finished {
            Finished::Bound(bound) => interruptions(bound),
            Finished::Nothing | Finished::All => None,
        };
        match most {
            Some(1) => {
                format!("{number} {many}: all with at most 1 interruption, and part of the rest")
            }
            Some(most) => format!(
                "{number} {many}: all with at most {most} interruptions, and part of the rest"
            ),
            None => format!("{number} {many}, and by far not all"),
        }
    }
}

/// A bound of loom's as the number of preemptions that a finished run with it covers.
fn interruptions(bound: usize) -> Option<usize> {
    // At its bound loom also stops exploring switches that interrupt nobody, so a finished bound n misses some
    // schedules with n preemptions, but none with fewer. Measured on random programs.
    const { assert!(loom::MAX_THREADS == 5, "measured for loom 0.7.2") };
    bound.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::{Covered, Pass};

    #[test]
    fn a_finished_bound_covers_one_preemption_fewer() {
        let _case = crate::case!();
        let mut covered = Covered::default();
        covered.add(Pass::Interleavings, Some(0), 1, true);
        assert_eq!(
            covered.interruptions(),
            None,
            "loom's bound 0 is one schedule of many"
        );
        covered.add(Pass::Interleavings, Some(1), 10, true);
        covered.add(Pass::Interleavings, Some(2), 90, true);
        covered.add(Pass::Interleavings, Some(3), 1000, false);
        assert_eq!(covered.interruptions(), Some(1));
        assert!(!covered.is_complete());
        assert_eq!(
            covered.sentence(),
            "1,090 interleavings: all with at most 1 interruption, and part of the rest"
        );
    }

    #[test]
    fn a_finished_search_says_so() {
        let _case = crate::case!();
        let mut covered = Covered::default();
        covered.add(Pass::Interleavings, Some(3), 10, true);
        covered.add(Pass::Interleavings, None, 12, true);
        assert!(covered.is_complete());
        assert_eq!(covered.sentence(), "every one of 12 interleavings");
        covered.add(Pass::Orders, None, 30, true);
        assert_eq!(
            covered.sentence(),
            "every one of 12 interleavings; every one of 30 executions that the memory orders allow"
        );
    }
}
