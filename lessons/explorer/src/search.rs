//! The search: phases, rising bounds, a budget, and the shortest of several failures.

use std::{
    fmt, mem,
    sync::{Arc, atomic::AtomicU64},
    time::Duration,
};

use crate::{
    Difference, Ending, Exploration, Failure, Finished, Observer, Phase, Schedule, budget::Budget,
    end::Stop, execution::Settings, path::Path, seen::Seen, worker::Ran,
};

/// What a caller asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Config {
    pub(crate) budget: Duration,
    pub(crate) max_bound: Option<u32>,
    pub(crate) memory_orders: bool,
    pub(crate) pruning: bool,
    pub(crate) max_steps: usize,
    pub(crate) stack_size: usize,
}

/// The model.
pub(crate) type Body = Arc<dyn Fn() + Send + Sync>;

/// One execution that is to be run, and what it leaves for the next.
pub(crate) struct Plan {
    pub(crate) settings: Settings,
    pub(crate) path: Path,
    pub(crate) seen: Seen,
    pub(crate) body: Body,
}

/// The bounds on surprises, one after the other; the last is none.
const BOUNDS: [Option<u32>; 5] = [Some(0), Some(1), Some(2), Some(3), None];

/// After the first failure so many more are looked at for a shorter one, in at most so many executions. Counts
/// and no times: the same model always shows the same failure.
const MORE_FAILURES: u64 = 40;
const MORE_EXECUTIONS: u64 = 2_000;

/// Executions between two looks at the clock.
const LOOK: u64 = 16;

/// Of ten parts of the budget, those that plain interleavings may take where memory orders are to follow.
const INTERLEAVINGS: u32 = 6;
const ALL: u32 = 10;

/// A search that goes on.
pub(crate) struct Search {
    config: Config,
    observer: Arc<dyn Observer>,
    body: Body,
    progress: Arc<AtomicU64>,
    budget: Budget,
    path: Path,
    seen: Seen,
    stage: Stage,
    phase: Phase,
    /// Which of the bounds.
    bound: usize,
    release_points: bool,
    uses_memory_orders: bool,
    executions: u64,
    /// Different states seen at the last bound of each phase.
    states: u64,
    polling: bool,
    /// At this bound something was left out.
    was_bounded: bool,
    /// At this bound some executions had no end.
    is_endless: bool,
    /// Different states seen at the bound before.
    states_here: u64,
    interleavings: Finished,
    memory_orders: Finished,
}

enum Stage {
    Explore,
    /// Something failed: is there a shorter way?
    Shorten {
        best: Failure,
        failures: u64,
        executions: u64,
    },
    /// One more execution, to be recorded.
    Show(Failure),
    /// The one execution that the caller asked for.
    Replay(Schedule),
}

impl Search {
    pub(crate) fn new(config: Config, observer: Arc<dyn Observer>, body: Body) -> Self {
        Self {
            config,
            observer,
            body,
            progress: Arc::default(),
            budget: Budget::new(config.budget),
            path: Path::default(),
            seen: Seen::default(),
            stage: Stage::Explore,
            phase: Phase::Interleavings,
            bound: 0,
            release_points: false,
            uses_memory_orders: false,
            executions: 0,
            states: 0,
            polling: false,
            was_bounded: false,
            is_endless: false,
            states_here: 0,
            interleavings: Finished::Nothing,
            memory_orders: Finished::Nothing,
        }
    }

    /// The same for a single execution.
    pub(crate) fn replay(mut self, schedule: &Schedule) -> Self {
        self.follow(schedule);
        self.stage = Stage::Replay(schedule.clone());
        self
    }

    pub(crate) fn observer(&self) -> Arc<dyn Observer> {
        Arc::clone(&self.observer)
    }

    pub(crate) fn progress(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.progress)
    }

    /// The calling OS thread takes over.
    pub(crate) fn begin_work(&mut self) {
        self.budget.begin();
    }

    /// The calling OS thread passes it on.
    pub(crate) fn end_work(&mut self) {
        self.budget.end();
    }

    /// The next execution.
    pub(crate) fn plan(&mut self) -> Plan {
        let explores = matches!(self.stage, Stage::Explore | Stage::Shorten { .. });
        Plan {
            settings: Settings {
                phase: self.phase,
                release_points: self.release_points,
                bound: if explores { BOUNDS[self.bound] } else { None },
                pruning: explores && self.config.pruning,
                recording: !explores,
                max_steps: self.config.max_steps,
                stack_size: self.config.stack_size,
            },
            path: mem::take(&mut self.path),
            seen: mem::take(&mut self.seen),
            body: Arc::clone(&self.body),
        }
    }

    /// Takes what came of an execution, and prepares the next; gives the answer when it is known.
    pub(crate) fn next(&mut self, ran: Ran, plan: Plan) -> Option<Exploration> {
        self.path = plan.path;
        self.seen = plan.seen;
        match mem::replace(&mut self.stage, Stage::Explore) {
            Stage::Show(failure) => Some(self.shown(failure, ran)),
            Stage::Replay(schedule) => Some(self.replayed(schedule, ran)),
            stage => {
                self.stage = stage;
                self.explored(ran)
            }
        }
    }

    fn explored(&mut self, ran: Ran) -> Option<Exploration> {
        self.executions += 1;
        self.was_bounded |= ran.was_bounded;
        self.polling |= ran.polling;
        self.uses_memory_orders |= ran.uses.memory_orders;
        if let (None | Some(Stop::Failed(_)), Some(difference)) = (&ran.stop, self.path.left_over())
        {
            return Some(Exploration::NotDeterministic(difference));
        }
        let mut is_cut = false;
        match ran.stop {
            None => {}
            // Without a bound even a right model can go round and round: two threads that get in each
            // other's way and try again. No verdict then, but no proof either.
            Some(Stop::Failed(Ending::TooManySteps { .. })) if BOUNDS[self.bound].is_none() => {
                is_cut = true;
            }
            Some(Stop::Failed(ref ending)) => self.failed(ending.clone(), &ran),
            Some(stop) => return Some(stop.into()),
        }
        if ran.uses.release_points && !self.release_points {
            self.release_points = true;
            self.stage = Stage::Explore;
            self.begin_bound(0);
            return None;
        }
        if is_cut {
            self.is_endless = true;
        }
        let is_last = !self.path.advance();
        if let Stage::Shorten {
            best,
            failures,
            executions,
        } = &mut self.stage
        {
            *executions += 1;
            if is_last || *failures > MORE_FAILURES || *executions > MORE_EXECUTIONS {
                let best = best.clone();
                self.follow(&best.schedule);
                self.stage = Stage::Show(best);
            }
            return None;
        }
        if is_last {
            return self.finished_bound();
        }
        if self.executions.is_multiple_of(LOOK) && self.budget.is_over(self.share()) {
            return self.finish_phase();
        }
        None
    }

    /// Notes a failure, if it is shorter than those before.
    fn failed(&mut self, ending: Ending, ran: &Ran) {
        let failure = Failure {
            ending,
            schedule: Schedule {
                phase: self.phase,
                release_points: self.release_points,
                choices: self.path.choices(),
            },
            phase: self.phase,
            bound: BOUNDS[self.bound],
            cost: ran.cost,
            executions: self.executions,
            steps: ran.steps,
            switches: ran.switches,
        };
        let length = |failure: &Failure| (failure.cost, failure.switches, failure.steps);
        match &mut self.stage {
            Stage::Shorten { best, failures, .. } => {
                *failures += 1;
                if length(&failure) < length(best) {
                    *best = Failure {
                        executions: best.executions,
                        ..failure
                    };
                }
            }
            _ => {
                self.stage = Stage::Shorten {
                    best: failure,
                    failures: 1,
                    executions: 0,
                };
            }
        }
    }

    /// All schedules within the bound have been explored.
    fn finished_bound(&mut self) -> Option<Exploration> {
        self.states_here = self.seen.len() as u64;
        let is_all = !self.was_bounded && !self.is_endless;
        let finished = match BOUNDS[self.bound] {
            _ if is_all => Finished::All,
            Some(bound) => Finished::Bound(bound),
            // Without a bound, and yet some executions had to be cut off.
            None => return self.finish_phase(),
        };
        match self.phase {
            Phase::Interleavings => self.interleavings = finished,
            Phase::MemoryOrders => self.memory_orders = finished,
        }
        let next = self.bound + 1;
        let is_enough = matches!(
            (finished, self.config.max_bound),
            (Finished::Bound(bound), Some(most)) if bound >= most
        );
        if finished == Finished::All
            || is_enough
            || next == BOUNDS.len()
            || self.budget.is_over(self.share())
        {
            return self.finish_phase();
        }
        self.begin_bound(next);
        None
    }

    fn begin_bound(&mut self, bound: usize) {
        self.bound = bound;
        self.path = Path::default();
        self.seen.clear();
        self.was_bounded = false;
        self.is_endless = false;
    }

    /// The phase is over, with or without an end.
    fn finish_phase(&mut self) -> Option<Exploration> {
        self.states += self.states_here.max(self.seen.len() as u64);
        if self.phase == Phase::Interleavings
            && self.uses_memory_orders
            && self.config.memory_orders
        {
            self.phase = Phase::MemoryOrders;
            self.begin_bound(0);
            return None;
        }
        let memory_orders = self.uses_memory_orders.then_some(self.memory_orders);
        let is_proven = self.interleavings == Finished::All
            && memory_orders.is_none_or(|finished| finished == Finished::All);
        Some(if is_proven {
            Exploration::Proven {
                executions: self.executions,
                states: self.states,
                polling: self.polling,
            }
        } else {
            Exploration::Bounded {
                executions: self.executions,
                interleavings: self.interleavings,
                memory_orders,
            }
        })
    }

    /// The part of the budget that this phase may use up.
    fn share(&self) -> u32 {
        let more_follows = self.phase == Phase::Interleavings
            && self.uses_memory_orders
            && self.config.memory_orders;
        if more_follows { INTERLEAVINGS } else { ALL }
    }

    /// The next execution is this one.
    fn follow(&mut self, schedule: &Schedule) {
        self.phase = schedule.phase;
        self.release_points = schedule.release_points;
        self.path = Path::of(&schedule.choices);
        self.seen.clear();
    }

    fn shown(&self, failure: Failure, ran: Ran) -> Exploration {
        match ran.stop {
            Some(Stop::Failed(ending)) if ending.is_like(&failure.ending) => {
                Exploration::Failed(Failure { ending, ..failure })
            }
            stop => {
                let again = match stop {
                    None => "it ended well".into(),
                    Some(Stop::Failed(ending)) => ending.to_string(),
                    Some(stop) => Exploration::from(stop).to_string(),
                };
                Exploration::NotDeterministic(Difference {
                    choice: self.path.choices().iter().count(),
                    what: format!(
                        "a schedule failed ({}), and when it was run again: {again}",
                        failure.ending
                    ),
                })
            }
        }
    }

    fn replayed(&self, schedule: Schedule, ran: Ran) -> Exploration {
        if let (None | Some(Stop::Failed(_)), Some(difference)) = (&ran.stop, self.path.left_over())
        {
            return Exploration::Stale(format!(
                "it has more choices than this execution, which ended before choice {}",
                difference.choice + 1
            ));
        }
        match ran.stop {
            None => Exploration::Stale("this execution does not fail".into()),
            Some(Stop::Failed(ending)) => Exploration::Failed(Failure {
                ending,
                phase: schedule.phase,
                schedule,
                bound: None,
                cost: ran.cost,
                executions: 1,
                steps: ran.steps,
                switches: ran.switches,
            }),
            Some(stop) => stop.into(),
        }
    }
}

impl From<Stop> for Exploration {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refused(refusal) => Self::Refused(refusal),
            Stop::NotDeterministic(difference) => Self::NotDeterministic(difference),
            Stop::Stale(reason) => Self::Stale(reason),
            Stop::Failed(_) => unreachable!("a failure is shown before it is told"),
        }
    }
}

impl fmt::Debug for Search {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Search")
            .field("phase", &self.phase)
            .field("bound", &BOUNDS[self.bound])
            .field("executions", &self.executions)
            .finish_non_exhaustive()
    }
}
