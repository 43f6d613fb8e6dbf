//! How to explore.

use std::{sync::Arc, time::Duration};

use crate::{
    Exploration, Observer, Run, Schedule,
    search::{Config, Search},
};

/// How to explore a model; begins with [`new`](Self::new) and ends with [`run`](Self::run).
///
/// The search goes through plain interleavings first and through the memory orders second, if the model uses
/// any. In each phase it explores all schedules without a *surprise*, then all with at most 1, 2 and 3, then all. A
/// surprise is: a thread is interrupted that could go on; a load finds an older value; a time-out comes while
/// others can go on; a spurious wake-up; and what [`choose`](crate::choose) makes one. So the first failure is the
/// simplest, and of those with as few surprises the search takes a short one.
#[derive(Clone, Debug)]
#[must_use = "nothing is explored before `run`"]
pub struct Explorer {
    config: Config,
}

impl Default for Explorer {
    fn default() -> Self {
        Self::new()
    }
}

impl Explorer {
    /// Two seconds of processor time, no bound at the end, memory orders included.
    pub const fn new() -> Self {
        Self {
            config: Config {
                budget: Duration::from_secs(2),
                max_bound: None,
                memory_orders: true,
                pruning: true,
                max_steps: 5_000,
                stack_size: 256 * 1024,
            },
        }
    }

    /// How much processor time the search may take. A busy machine takes nothing away from it.
    pub const fn budget(mut self, budget: Duration) -> Self {
        self.config.budget = budget;
        self
    }

    /// Stops after all schedules with at most so many surprises.
    pub const fn max_bound(mut self, bound: u32) -> Self {
        self.config.max_bound = Some(bound);
        self
    }

    /// Whether the memory orders are explored, if the model uses any. Without them such a model is never proven.
    pub const fn memory_orders(mut self, explored: bool) -> Self {
        self.config.memory_orders = explored;
        self
    }

    /// Whether states that were seen before are left out. Without it the search finds the same, and takes far
    /// longer: for tests of this crate and of primitives that are built on it.
    pub const fn pruning(mut self, pruning: bool) -> Self {
        self.config.pruning = pruning;
        self
    }

    /// After so many scheduling points an execution counts as endless; 5,000 by default.
    pub const fn max_steps(mut self, steps: usize) -> Self {
        self.config.max_steps = steps;
        self
    }

    /// The stack of each thread of the model, in bytes; 256 KiB by default.
    pub const fn stack_size(mut self, bytes: usize) -> Self {
        self.config.stack_size = bytes;
        self
    }

    /// Explores a model, whose first thread runs `body`.
    ///
    /// `body` must do the same each time it does the same choices: it must not ask for the time, random numbers
    /// or the order of a hash map, and all that its threads share must be made inside.
    ///
    /// Blocking: until the exploration is over. A model that blocks its OS thread, with a lock of the standard
    /// library say, blocks for ever; [`start`](Self::start) lets the caller watch.
    pub fn run(
        &self,
        observer: impl Observer,
        body: impl Fn() + Send + Sync + 'static,
    ) -> Exploration {
        self.start(observer, body).wait()
    }

    /// Begins to explore a model on an OS thread of the engine's own.
    pub fn start(&self, observer: impl Observer, body: impl Fn() + Send + Sync + 'static) -> Run {
        Run::start(Search::new(self.config, Arc::new(observer), Arc::new(body)))
    }

    /// Runs the one execution that `schedule` tells, recorded.
    pub fn replay(
        &self,
        schedule: &Schedule,
        observer: impl Observer,
        body: impl Fn() + Send + Sync + 'static,
    ) -> Exploration {
        self.start_replay(schedule, observer, body).wait()
    }

    /// Begins to run the one execution that `schedule` tells, on an OS thread of the engine's own.
    pub fn start_replay(
        &self,
        schedule: &Schedule,
        observer: impl Observer,
        body: impl Fn() + Send + Sync + 'static,
    ) -> Run {
        let search = Search::new(self.config, Arc::new(observer), Arc::new(body));
        Run::start(search.replay(schedule))
    }
}
