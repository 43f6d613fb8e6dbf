//! What tests call.

use std::{
    panic::Location,
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    conditions::{Body, Conditions},
    current, engine, report,
    verdict::Verdict,
};

/// The environment variable that asks for one schedule only.
const REPLAY: &str = "HANDS_REPLAY";

/// Processor time for a model if nothing else is said.
const BUDGET: Duration = Duration::from_secs(2);
/// Processor time for a model with `--full`.
const FULL_BUDGET: Duration = Duration::from_secs(60);
/// Runs `body` in every interleaving of its threads, and fails in the simplest one that goes wrong.
///
/// `body` is the whole small program, the assertions included; it must do the same each time, but for
/// the order in which its threads run, and use `kit::sync` and `kit::thread` in place of std's. It may start at
/// most seven threads, or four over loom. It need not come to an end in time: what was explored is told.
///
/// Blocking: about two seconds at most, on a machine that is not busy otherwise.
///
/// # Panics
///
/// Panics with the message of the broken promise, after the timeline has been told to the runner or,
/// without one, printed.
#[track_caller]
pub fn model<F>(body: F)
where
    F: Fn() + Send + Sync + 'static,
{
    Model::new().check(body);
}

/// A model with other than the usual conditions; see [`model`](fn@model).
#[derive(Clone, Debug)]
#[must_use = "nothing is explored before `check`"]
pub struct Model {
    budget: Duration,
    needs_sharing: bool,
    time_passes: bool,
}

/// From now on no time limit of the calling thread is ever reached, as with [`Model::time_stands_still`]: a time limit may
/// bring it to where it is, and a wake-up that is lost from here on is a deadlock all the same.
///
/// For a model's own code, such as a closure that the code under test calls. Outside of a model it changes nothing.
pub fn stop_the_clock() {
    current::stop_the_clock();
}

impl Default for Model {
    fn default() -> Self {
        Self::new()
    }
}

impl Model {
    /// The usual conditions.
    pub fn new() -> Self {
        Self {
            budget: BUDGET,
            needs_sharing: true,
            time_passes: true,
        }
    }

    /// Explores for at most about so much processor time.
    pub fn budget(self, budget: Duration) -> Self {
        Self { budget, ..self }
    }

    /// Nothing of `kit::sync` need be used. Otherwise a model that uses nothing of it is refused, since it
    /// most likely goes around the kit, and every schedule of it would look well.
    pub fn may_share_nothing(self) -> Self {
        Self {
            needs_sharing: false,
            ..self
        }
    }

    /// No time limit is ever reached: a wait with a limit waits for what it was promised, like one without, and
    /// a wake-up that is lost is a deadlock. Otherwise a limit may be reached at any moment, and is when no thread can
    /// go on; over loom only then.
    pub fn time_stands_still(self) -> Self {
        Self {
            time_passes: false,
            ..self
        }
    }

    /// Explores `body`; see [`model`](fn@model).
    ///
    /// # Panics
    ///
    /// If an execution fails, or the model cannot be explored.
    #[track_caller]
    pub fn check<F>(self, body: F)
    where
        F: Fn() + Send + Sync + 'static,
    {
        let here = Location::caller();
        let only = std::env::var(REPLAY).ok().filter(|name| !name.is_empty());
        let begin = Instant::now();
        let verdict = self.verdict(Arc::new(body), here, only.as_deref());
        if let Some(message) = report::tell(&verdict, begin.elapsed()) {
            panic!("{message}");
        }
    }

    /// Explores `body`, or one schedule of it, and returns what was found.
    pub(crate) fn verdict(
        mut self,
        body: Body,
        here: &'static Location<'static>,
        only: Option<&str>,
    ) -> Verdict {
        if std::env::var_os("HANDS_FULL").is_some_and(|full| full == "1") {
            self.budget = self.budget.max(FULL_BUDGET);
        }
        current::set_exploring(true);
        let conditions = Conditions {
            body,
            here,
            budget: self.budget,
            needs_sharing: self.needs_sharing,
            time_passes: self.time_passes,
        };
        let verdict = match only {
            Some(name) => engine::replay(&conditions, name),
            None => engine::search(&conditions),
        };
        current::set_exploring(false);
        verdict
    }
}
