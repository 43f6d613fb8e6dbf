//! State that threads share, and waiting for it.

use std::hash::{Hash, Hasher};

use explorer::{Early as Other, Fingerprint, Object, Waiting, Wake, mix};

use super::{Call, place};
use crate::model::{
    gate::{Early, State},
    memory,
    recorder::At,
};

/// State whose hash is its fingerprint.
pub(super) struct Hashed<S>(pub(super) S);

impl<S: Hash> Fingerprint for Hashed<S> {
    fn fingerprint(&self) -> u64 {
        hash(&self.0)
    }
}

/// A hash of what a value tells.
fn hash(value: &impl Hash) -> u64 {
    let mut hasher = Mixer(0);
    value.hash(&mut hasher);
    hasher.0
}

struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.write_u64(number.into());
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = mix(self.0, number);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }
}

/// Changes a state, and lets the current thread know what it learns by that.
pub(super) fn change<S: Hash, R: Hash>(
    object: &Object<Hashed<S>>,
    step: impl FnOnce(&mut S) -> R,
) -> R {
    // What a step keeps in its state is not the thread's own.
    let answer = memory::aside(|| object.with(|state| step(&mut state.0)));
    if size_of::<R>() > 0 {
        explorer::observe(hash(&answer));
    }
    answer
}

/// State that threads share.
pub(crate) struct Shared<S: State> {
    pub(super) object: Object<Hashed<S>>,
}

impl<S: State> Shared<S> {
    pub(crate) fn new(address: usize) -> Self {
        let _call = Call::begin();
        Self {
            object: Object::with_identity(place::name(address), Hashed(S::default())),
        }
    }

    fn waiting(&self, what: &'static str) -> Waiting {
        Waiting::new(what).object(self.object.id())
    }

    /// One scheduling point, then `step`.
    #[track_caller]
    pub(crate) fn step<R: Hash>(&self, step: impl FnOnce(&mut S) -> R) -> R {
        let call = Call::begin();
        explorer::point(self.waiting("its turn"));
        drop(call);
        self.at_once(step)
    }

    /// The same for what lets something go.
    #[track_caller]
    pub(crate) fn release<R: Hash>(&self, step: impl FnOnce(&mut S) -> R) -> R {
        let call = Call::begin();
        explorer::release_point(self.waiting("its turn"));
        drop(call);
        self.at_once(step)
    }

    /// Does `step` together with what this thread did last.
    #[track_caller]
    pub(crate) fn at_once<R: Hash>(&self, step: impl FnOnce(&mut S) -> R) -> R {
        change(&self.object, step)
    }

    /// A look from outside of the model.
    pub(crate) fn peek<R>(&self, look: impl FnOnce(&mut S) -> R) -> R {
        self.object.with(|state| look(&mut state.0))
    }

    /// Waits until `wish` is granted, and does `step` at that moment; `None` if the wait ended early.
    #[track_caller]
    pub(crate) fn when<R: Hash>(
        &self,
        wish: S::Wish,
        early: Early,
        step: impl FnOnce(&mut S) -> R,
    ) -> Option<R> {
        self.wait(wish, early).then(|| self.at_once(step))
    }

    /// Waits for a wish that stays granted. If the wait ends early, `leave` takes place at that moment.
    #[track_caller]
    pub(crate) fn until(&self, wish: S::Wish, early: Early, leave: impl FnOnce(&mut S)) -> bool {
        let granted = self.wait(wish, early);
        if !granted {
            self.at_once(leave);
        }
        granted
    }

    #[track_caller]
    fn wait(&self, wish: S::Wish, early: Early) -> bool {
        let _call = Call::begin();
        let ready = || self.grants(wish);
        // What is granted in time is in time.
        let not_ready = || !ready();
        let early = other(early, &not_ready);
        explorer::when(self.waiting("somebody else"), &ready, early) == Wake::Ready
    }

    pub(super) fn grants(&self, wish: S::Wish) -> bool {
        self.object.look(|state| state.0.grants(wish))
    }

    /// The explorer lets a thread that polls give way when it has been told what was found.
    pub(crate) fn before_look(&self, _at: At) {}

    /// The current thread has looked, and found this.
    #[track_caller]
    pub(crate) fn looked(&self, _at: At, found: u64) {
        explorer::looked(self.object.id(), found);
    }
}

/// How else a wait may end, if `ready`.
pub(super) fn other(early: Early, ready: &dyn Fn() -> bool) -> Option<Other<'_>> {
    match early {
        Early::Never => None,
        Early::Spurious => Some(Other::spurious(ready)),
        Early::TimeOut => Some(Other::time_out(ready)),
        Early::Either => Some(Other::either(ready)),
    }
}
