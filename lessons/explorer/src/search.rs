//! The search: phases, rising bounds, a budget.

mod coverage;
mod shortest;
mod verdict;

use std::{
    fmt, mem,
    sync::{Arc, atomic::AtomicU64},
    time::Duration,
};

use self::{coverage::Coverage, shortest::Shortest};
use crate::{
    Ending, Exploration, Failure, Finished, Observer, Phase, Schedule, budget::Budget, end::Stop,
    execution::Settings, path::Path, seen::Seen, worker::Ran,
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

/// The bounds on surprises that are tried before there is none, or only the caller's own.
const BOUNDS: [u32; 4] = [0, 1, 2, 3];

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
    /// How many bounds were finished in this phase.
    level: usize,
    /// How far this phase is.
    finished: Finished,
    /// At this bound something was left out.
    is_incomplete: bool,
    release_points: bool,
    uses_memory_orders: bool,
    coverage: Coverage,
}

enum Stage {
    Explore,
    /// Something failed: is there a shorter way?
    Shorten(Shortest),
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
            level: 0,
            finished: Finished::Nothing,
            is_incomplete: false,
            release_points: false,
            uses_memory_orders: false,
            coverage: Coverage::NOTHING,
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

    pub(crate) fn budget(&mut self) -> &mut Budget {
        &mut self.budget
    }

    /// The bound that is explored now; `None`: there is none.
    fn bound(&self) -> Option<u32> {
        BOUNDS.get(self.level).copied().or(self.config.max_bound)
    }

    /// The next execution.
    pub(crate) fn plan(&mut self) -> Plan {
        let explores = matches!(self.stage, Stage::Explore | Stage::Shorten(_));
        Plan {
            settings: Settings {
                phase: self.phase,
                release_points: self.release_points,
                bound: self.bound().filter(|_| explores),
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
            Stage::Show(failure) => Some(verdict::shown(failure, &self.path, ran)),
            Stage::Replay(schedule) => Some(verdict::replayed(schedule, &self.path, ran)),
            stage => {
                self.stage = stage;
                self.explored(ran)
            }
        }
    }

    fn explored(&mut self, ran: Ran) -> Option<Exploration> {
        self.coverage.add(ran.polling);
        self.is_incomplete |= ran.was_bounded;
        self.uses_memory_orders |= ran.uses.memory_orders;
        if let (None | Some(Stop::Failed(_)), Some(difference)) = (&ran.stop, self.path.left_over())
        {
            return Some(Exploration::NotDeterministic(difference));
        }
        if ran.uses.release_points && !self.release_points {
            self.begin_again();
            return None;
        }
        match &ran.stop {
            None => {}
            // Without a bound even a right model can go round and round: two threads that get in each
            // other's way and try again. No verdict then, but no proof either.
            Some(Stop::Failed(Ending::TooManySteps { .. })) if self.bound().is_none() => {
                self.is_incomplete = true;
            }
            Some(Stop::Failed(ending)) => self.failed(ending.clone(), &ran),
            Some(Stop::LeftOut) => {
                self.is_incomplete = true;
                self.coverage.leave_out();
            }
            Some(_) => return ran.stop.map(Into::into),
        }
        let is_last = !self.path.advance();
        if let Stage::Shorten(shortest) = &mut self.stage {
            if !shortest.goes_on() || is_last {
                let best = shortest.best();
                self.follow(&best.schedule);
                self.stage = Stage::Show(best);
            }
            return None;
        }
        if is_last {
            return self.finish_bound();
        }
        let looks = self.coverage.executions.is_multiple_of(LOOK);
        if looks && self.is_out_of_time() {
            return self.finish_phase();
        }
        None
    }

    /// Notes a failure.
    fn failed(&mut self, ending: Ending, ran: &Ran) {
        let failure = Failure {
            ending,
            schedule: Schedule {
                phase: self.phase,
                release_points: self.release_points,
                choices: self.path.choices(),
            },
            phase: self.phase,
            bound: self.bound(),
            cost: ran.cost,
            executions: self.coverage.executions,
            steps: ran.steps,
            switches: ran.switches,
        };
        match &mut self.stage {
            Stage::Shorten(shortest) => shortest.add(failure),
            _ => self.stage = Stage::Shorten(Shortest::new(failure)),
        }
    }

    /// The model turned out to need more scheduling points: what was explored without them does not count.
    fn begin_again(&mut self) {
        self.release_points = true;
        self.stage = Stage::Explore;
        self.coverage.reset();
        self.begin_phase(Phase::Interleavings);
    }

    fn begin_phase(&mut self, phase: Phase) {
        self.phase = phase;
        self.finished = Finished::Nothing;
        self.begin_bound(0);
    }

    fn begin_bound(&mut self, level: usize) {
        self.level = level;
        self.path = Path::default();
        self.seen.clear();
        self.is_incomplete = false;
    }

    /// All schedules within the bound have been explored.
    fn finish_bound(&mut self) -> Option<Exploration> {
        let bound = self.bound();
        match bound {
            _ if !self.is_incomplete => self.finished = Finished::All,
            Some(bound) => self.finished = Finished::Bound(bound),
            None => {}
        }
        let is_enough = self.finished == Finished::All
            || self.level == BOUNDS.len()
            || (bound.is_some() && bound == self.config.max_bound);
        if is_enough || self.is_out_of_time() {
            return self.finish_phase();
        }
        self.begin_bound(self.level + 1);
        None
    }

    /// The phase is over, with or without an end.
    fn finish_phase(&mut self) -> Option<Exploration> {
        let states = self.seen.len();
        self.coverage.end(self.phase, self.finished, states);
        if self.has_more_to_come() {
            self.begin_phase(Phase::MemoryOrders);
            return None;
        }
        if self.phase == Phase::Interleavings && self.uses_memory_orders {
            self.coverage.leave_out_memory_orders();
        }
        Some(self.coverage.exploration())
    }

    /// Whether memory orders are to follow.
    fn has_more_to_come(&self) -> bool {
        self.phase == Phase::Interleavings && self.uses_memory_orders && self.config.memory_orders
    }

    fn is_out_of_time(&self) -> bool {
        let share = if self.has_more_to_come() {
            INTERLEAVINGS
        } else {
            ALL
        };
        self.coverage.leaves_out_too_much() || self.budget.is_over(share)
    }

    /// The next execution is this one.
    fn follow(&mut self, schedule: &Schedule) {
        self.phase = schedule.phase;
        self.release_points = schedule.release_points;
        self.path = Path::of(&schedule.choices);
        self.seen.clear();
    }
}

impl fmt::Debug for Search {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Search")
            .field("phase", &self.phase)
            .field("bound", &self.bound())
            .field("coverage", &self.coverage)
            .finish_non_exhaustive()
    }
}
