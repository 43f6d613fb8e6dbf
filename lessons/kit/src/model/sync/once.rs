//! What is done once.

use std::{
    fmt,
    panic::{self, AssertUnwindSafe, Location, RefUnwindSafe, UnwindSafe},
};

use crate::model::{
    content::Content,
    engine::Trace,
    gate::{Early, Gate, State as Shared},
    log::{ObjectKind, Wanted, What},
    recorder::{self, At},
};

/// std's words.
const POISONED: &str = "Once instance has previously been poisoned";

/// `std::sync::Once`, recorded.
pub struct Once {
    gate: Gate<State>,
}

#[derive(Default, Hash)]
struct State {
    stage: Stage,
    /// Of the thread that did it.
    done: Trace,
}

/// What a thread waits for.
#[derive(Clone, Copy, Hash)]
enum Wish {
    /// That nobody is at it.
    Turn,
    /// That it is done, or that whoever was at it has panicked.
    Settled,
    /// That it is done.
    Done,
}

impl Shared for State {
    type Wish = Wish;

    fn grants(&self, wish: Wish) -> bool {
        match wish {
            Wish::Turn => self.stage != Stage::Runs,
            Wish::Settled => matches!(self.stage, Stage::Done | Stage::Poisoned),
            Wish::Done => self.stage == Stage::Done,
        }
    }
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
enum Stage {
    #[default]
    New,
    Runs,
    Done,
    Poisoned,
}

/// `std::sync::OnceState`.
#[derive(Debug)]
pub struct OnceState(bool);

impl OnceState {
    /// As std's.
    pub fn is_poisoned(&self) -> bool {
        self.0
    }
}

#[derive(Hash)]
enum Turn {
    Mine { poisoned: bool },
    Over,
}

impl Once {
    /// As std's.
    #[track_caller]
    pub const fn new() -> Self {
        Self::made(Location::caller())
    }

    pub(super) const fn made(at: At) -> Self {
        Self {
            gate: Gate::new(ObjectKind::Once, at),
        }
    }

    /// As std's.
    #[track_caller]
    pub fn call_once(&self, work: impl FnOnce()) {
        self.run(Location::caller(), false, |_| work());
    }

    /// As std's.
    #[track_caller]
    pub fn call_once_force(&self, work: impl FnOnce(&OnceState)) {
        self.run(Location::caller(), true, work);
    }

    /// As std's.
    #[track_caller]
    pub fn is_completed(&self) -> bool {
        let object = self.gate.object();
        let at = Location::caller();
        self.gate.before_look(at);
        let done = self.gate.step(|state| {
            recorder::event(|| What::Load).on(object).at(at).log();
            let done = state.stage == Stage::Done;
            if done {
                state.done.follow();
            }
            done
        });
        if !done {
            self.gate.looked(at, 0);
        }
        done
    }

    /// As std's.
    ///
    /// # Panics
    ///
    /// If what was to be done has panicked.
    #[track_caller]
    pub fn wait(&self) {
        assert!(
            self.wait_for(Wish::Settled, Location::caller()),
            "{POISONED}"
        );
    }

    /// As std's: until somebody has done it, whoever has panicked over it before.
    #[track_caller]
    pub fn wait_force(&self) {
        self.wait_for(Wish::Done, Location::caller());
    }

    /// Tells whether it is done.
    #[track_caller]
    fn wait_for(&self, wish: Wish, at: At) -> bool {
        recorder::wants(Wanted::Notification, Some(self.gate.object()), at, false);
        let done = self.gate.when(wish, Early::Never, |state| {
            state.done.follow();
            state.stage == Stage::Done
        });
        done.expect("nothing ends this wait early")
    }

    /// A look from outside of the model.
    pub(super) fn is_over(&self) -> bool {
        self.gate
            .peek(|state| state.stage == Stage::Done)
            .unwrap_or(false)
    }

    #[track_caller]
    pub(super) fn run(&self, at: At, force: bool, work: impl FnOnce(&OnceState)) {
        let object = self.gate.object();
        recorder::wants(Wanted::Lock, Some(object), at, false);
        let turn = self.gate.when(Wish::Turn, Early::Never, |state| {
            state.done.follow();
            let poisoned = state.stage == Stage::Poisoned;
            if state.stage == Stage::Done {
                return Turn::Over;
            }
            state.stage = Stage::Runs;
            recorder::event(|| What::Lock).on(object).at(at).log();
            Turn::Mine { poisoned }
        });
        let Some(Turn::Mine { poisoned }) = turn else {
            return;
        };
        if poisoned && !force {
            self.finish(Stage::Poisoned);
            panic!("{POISONED}");
        }
        match panic::catch_unwind(AssertUnwindSafe(|| work(&OnceState(poisoned)))) {
            Ok(()) => self.finish(Stage::Done),
            Err(payload) => {
                self.finish(Stage::Poisoned);
                panic::resume_unwind(payload);
            }
        }
    }

    fn finish(&self, stage: Stage) {
        let object = self.gate.object();
        self.gate.release(|state| {
            state.stage = stage;
            state.done.leave(Content::New);
            recorder::event(|| What::Unlock).on(object).log();
        });
    }
}

impl Default for Once {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

impl UnwindSafe for Once {}
impl RefUnwindSafe for Once {}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once").finish_non_exhaustive()
    }
}
