//! The search through a model's executions: passes, rising bounds, a budget.

use std::{
    panic::Location,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use super::{
    current::{Pass, Settings, Uses},
    engine,
    log::{Ending, Failure, Log},
    replay::Replay,
    report,
    run::{self, Body, End, Plan, Ran},
    verdict::{Covered, Verdict},
};

/// loom's bounds, one after the other: the first failure found has the fewest preemptions.
const BOUNDS: [Option<usize>; 5] = [Some(0), Some(1), Some(2), Some(3), None];

/// One execution is run again as often as it takes to get there.
const REPLAY_LIMIT: Duration = Duration::from_secs(120);

/// A search, and its conditions.
pub(crate) struct Search {
    pub(crate) body: Body,
    /// Where the model stands in the source.
    pub(crate) here: &'static Location<'static>,
    /// Processor time.
    pub(crate) budget: Duration,
    /// A model that uses nothing of `kit::sync` is refused.
    pub(crate) needs_sharing: bool,
    /// Timed waits end when nothing else gets on.
    pub(crate) time_passes: bool,
    /// What the model turns out to use.
    pub(crate) uses: Arc<Uses>,
}

impl Search {
    fn settings(&self, pass: Pass) -> Settings {
        Settings {
            pass,
            try_lock: self.uses.try_lock.load(Ordering::Relaxed),
            is_finished: self.uses.is_finished.load(Ordering::Relaxed),
            time_passes: self.time_passes,
        }
    }

    /// Goes through all passes and bounds, as far as there is time.
    pub(crate) fn run(&self) -> Verdict {
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
                            && let Some(refusal) = self.shares_nothing(&ran.first)
                        {
                            return Verdict::Refused(refusal);
                        }
                        let complete = matches!(ran.end, End::All);
                        covered.add(pass, bound, ran.executions, complete);
                        if !complete {
                            break;
                        }
                    }
                    End::Failed { ending, .. } => return self.again(&plan, ran.executions, ending),
                    other => return Verdict::Refused(report::refusal(&other)),
                }
            }
        }
        if covered.is_complete() {
            Verdict::Proven(covered)
        } else {
            Verdict::Bounded(covered)
        }
    }

    /// Until when a pass may go on: where memory orders are to be explored as well, plain
    /// interleavings leave them some time.
    fn share(&self, pass: Pass) -> Duration {
        if pass == Pass::Interleavings && self.uses.orders.load(Ordering::Relaxed) {
            self.budget * 3 / 5
        } else {
            self.budget
        }
    }

    /// One run. What the model turns out to use changes what must be explored, so then it is begun again.
    fn run_settled(&self, pass: Pass, bound: Option<usize>, limit: Duration) -> (Plan, Ran) {
        loop {
            let plan = Plan {
                settings: self.settings(pass),
                bound,
                limit,
                only: None,
                // The first execution of all shows what the model uses.
                survey: pass == Pass::Interleavings && bound == BOUNDS[0],
            };
            let ran = run::run(plan, &self.uses, &self.body);
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
        let ran = run::run(plan, &self.uses, &self.body);
        match ran.end {
            End::Failed { ending: again, log }
                if ran.executions == execution && alike(&ending, &again) =>
            {
                self.failed(&plan, execution, again, log)
            }
            _ => Verdict::Refused(format!(
                "the model does not do the same each time: a schedule failed ({}), and when it was run again it \
                 went another way. What may cause it: the order of a `HashMap`, the time, random numbers, a \
                 `static` that keeps its value from one execution to the next, or addresses as keys",
                report::words(&ending)
            )),
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
    pub(crate) fn replay(&self, replay: Replay) -> Verdict {
        let plan = replay.plan(self.time_passes, REPLAY_LIMIT);
        let ran = run::run(plan, &self.uses, &self.body);
        match ran.end {
            End::Failed { ending, log } if ran.executions == replay.execution => {
                self.failed(&plan, replay.execution, ending, log)
            }
            End::Failed { .. } | End::All | End::OutOfTime | End::Passed => Verdict::Stale,
            other => Verdict::Refused(report::refusal(&other)),
        }
    }

    /// The words for a model that uses nothing of `kit::sync`, judged by its first execution.
    fn shares_nothing(&self, first: &Log) -> Option<String> {
        if !self.needs_sharing {
            return None;
        }
        if !first.events.iter().any(|event| event.object.is_some()) {
            return Some(
                "this model uses nothing of kit::sync, so there is nothing to explore: every interleaving looks \
                 the same. Most likely the code goes around the kit: import `kit::sync` and `kit::thread` in \
                 place of `std::sync` and `std::thread`"
                    .into(),
            );
        }
        // In a lesson the model stands in the test and the code under test elsewhere.
        let of_a_lesson = self.here.file().contains("tests/race/");
        let used_elsewhere = first
            .events
            .iter()
            .filter(|event| event.object.is_some())
            .filter_map(|event| event.place)
            .any(|place| place.file != self.here.file());
        (of_a_lesson && !used_elsewhere).then(|| {
            "only the test uses kit::sync here, the code under test does not: it goes around the kit, and no \
             interleaving of it can be explored. Import `kit::sync` and `kit::thread` in place of `std::sync` \
             and `std::thread`"
                .into()
        })
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

/// The engine's bound as the number of preemptions that a finished run with it covers.
pub(crate) fn preemptions(bound: usize) -> Option<usize> {
    // At its bound loom also stops exploring switches that interrupt nobody, so a finished bound n misses some
    // schedules with n preemptions, but none with fewer. Measured on random programs.
    const { assert!(engine::THREADS == 5, "measured for loom 0.7.2") };
    bound.checked_sub(1)
}
