//! The search through a model's executions: passes, rising bounds, a budget.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use super::{
    EXAMPLE,
    covered::{Covered, Pass},
    replay::Replay,
    run::{self, End, Plan, Ran},
    settings::{Settings, Uses},
};
use crate::model::{
    conditions::Conditions,
    ending::{End as Ended, Refusal},
    log::{Ending, Failure, Log},
    report,
    verdict::Verdict,
};

/// loom's bounds, one after the other: the first failure found has the fewest preemptions.
const BOUNDS: [Option<usize>; 5] = [Some(0), Some(1), Some(2), Some(3), None];

/// One execution is run again as often as it takes to get there.
const REPLAY_LIMIT: Duration = Duration::from_secs(120);

/// Explores a model.
pub(crate) fn search(conditions: &Conditions) -> Verdict {
    Search::new(conditions).run()
}

/// Runs the one execution that an earlier check named so.
pub(crate) fn replay(conditions: &Conditions, name: &str) -> Verdict {
    match name.parse() {
        Ok(replay) => Search::new(conditions).replay(replay),
        Err(()) => Verdict::Refused(report::no_schedule(name, EXAMPLE)),
    }
}

struct Search<'a> {
    conditions: &'a Conditions,
    /// What the model turns out to use.
    uses: Arc<Uses>,
}

impl<'a> Search<'a> {
    fn new(conditions: &'a Conditions) -> Self {
        Self {
            conditions,
            uses: Arc::default(),
        }
    }

    fn settings(&self, pass: Pass) -> Settings {
        Settings {
            pass,
            try_lock: self.uses.try_lock.load(Ordering::Relaxed),
            is_finished: self.uses.is_finished.load(Ordering::Relaxed),
        }
    }

    /// Goes through all passes and bounds, as far as there is time.
    fn run(&self) -> Verdict {
        let mut spent = Duration::ZERO;
        let mut covered = Covered::default();
        for pass in [Pass::Interleavings, Pass::Orders] {
            if pass == Pass::Orders && !self.uses.orders.load(Ordering::Relaxed) {
                break;
            }
            for bound in BOUNDS {
                let left = self.share(pass).saturating_sub(spent);
                if left.is_zero() {
                    covered.cut(pass);
                    break;
                }
                let (plan, ran) = self.run_settled(pass, bound, left);
                spent += ran.spent;
                match ran.end {
                    End::All | End::OutOfTime => {
                        if bound == Some(0)
                            && pass == Pass::Interleavings
                            && let Some(refusal) = self.conditions.shares_nothing(&ran.first)
                        {
                            return Verdict::Refused(refusal);
                        }
                        let complete = matches!(ran.end, End::All);
                        covered.add(pass, bound, ran.executions, complete);
                        if !complete {
                            break;
                        }
                    }
                    End::Ended(Ended::Failed { ending, .. }) => {
                        return self.again(&plan, ran.executions, ending);
                    }
                    End::Ended(Ended::Refused(refusal)) => {
                        return Verdict::Refused(report::refusal(&refusal));
                    }
                    End::Passed | End::Ended(Ended::LeftOut) => {
                        unreachable!("all executions count")
                    }
                }
            }
        }
        covered.told().verdict()
    }

    /// Until when a pass may go on: where memory orders are to be explored as well, plain
    /// interleavings leave them some time.
    fn share(&self, pass: Pass) -> Duration {
        if pass == Pass::Interleavings && self.uses.orders.load(Ordering::Relaxed) {
            self.conditions.budget * 3 / 5
        } else {
            self.conditions.budget
        }
    }

    /// One run. What the model turns out to use changes what must be explored, so then it is begun again.
    fn run_settled(&self, pass: Pass, bound: Option<usize>, limit: Duration) -> (Plan, Ran) {
        loop {
            let plan = Plan {
                settings: self.settings(pass),
                time_passes: self.conditions.time_passes,
                bound,
                limit,
                only: None,
                // The first execution of all shows what the model uses.
                survey: pass == Pass::Interleavings && bound == BOUNDS[0],
            };
            let ran = run::run(plan, &self.uses, &self.conditions.body);
            if !matches!(ran.end, End::All | End::OutOfTime) || self.settings(pass) == plan.settings
            {
                return (plan, ran);
            }
        }
    }

    /// Runs the failing execution once more and writes it down.
    fn again(&self, found: &Plan, execution: u64, ending: Ending) -> Verdict {
        let plan = Plan {
            only: Some(execution),
            survey: false,
            limit: REPLAY_LIMIT,
            ..*found
        };
        let ran = run::run(plan, &self.uses, &self.conditions.body);
        match ran.end {
            End::Ended(Ended::Failed { ending: again, log })
                if ran.executions == execution && alike(&ending, &again) =>
            {
                self.failed(&plan, execution, again, log)
            }
            _ => {
                let went = format!(
                    "a schedule failed ({}), and when it was run again it went another way",
                    report::words(&ending)
                );
                Verdict::Refused(report::refusal(&Refusal::NotDeterministic(Some(went))))
            }
        }
    }

    fn failed(&self, plan: &Plan, execution: u64, ending: Ending, log: Log) -> Verdict {
        let failure = Failure {
            ending,
            log,
            interleaving: plan.settings.pass == Pass::Interleavings,
            bound: plan.bound,
            execution,
        };
        let replay = Replay::of(plan, execution).to_string();
        Verdict::Failed { failure, replay }
    }

    /// Runs one execution that an earlier check named.
    fn replay(&self, replay: Replay) -> Verdict {
        let plan = replay.plan(self.conditions.time_passes, REPLAY_LIMIT);
        let ran = run::run(plan, &self.uses, &self.conditions.body);
        match ran.end {
            End::Ended(Ended::Failed { ending, log }) if ran.executions == replay.execution => {
                self.failed(&plan, replay.execution, ending, log)
            }
            End::Ended(Ended::Refused(refusal)) => Verdict::Refused(report::refusal(&refusal)),
            _ => Verdict::Stale,
        }
    }
}

/// Whether two endings are the same one. Messages may hold numbers that change, places do not.
fn alike(one: &Ending, other: &Ending) -> bool {
    match (one, other) {
        (
            Ending::Panic {
                thread: t1,
                place: p1,
                message: m1,
            },
            Ending::Panic {
                thread: t2,
                place: p2,
                message: m2,
            },
        ) => t1 == t2 && p1 == p2 && (p1.is_some() || m1 == m2),
        _ => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}
