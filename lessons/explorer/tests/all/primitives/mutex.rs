//! A lock around a number.

use explorer::{
    Fingerprint, Object, ThreadId, View, Waiting, current, looked, mix, needs_release_points,
    observe, release_point, when,
};

pub(crate) struct Mutex(Object<State>);

struct State {
    owner: Option<ThreadId>,
    value: u64,
    view: View,
}

impl Fingerprint for State {
    fn fingerprint(&self) -> u64 {
        mix(
            (self.owner, self.value).fingerprint(),
            self.view.fingerprint(),
        )
    }
}

impl Mutex {
    pub(crate) fn new(value: u64) -> Self {
        Self(Object::new(State {
            owner: None,
            value,
            view: View::publish(),
        }))
    }

    pub(crate) fn is_free(&self) -> bool {
        self.0.look(|state| state.owner.is_none())
    }

    pub(crate) fn waiting(&self) -> Waiting {
        Waiting::new("a lock").object(self.0.id())
    }

    /// Takes it and gives its value; it must be free.
    pub(crate) fn take(&self) -> u64 {
        let value = self.0.with(|state| {
            assert_eq!(state.owner.replace(current()), None, "taken twice");
            state.view.see();
            state.value
        });
        observe(value);
        value
    }

    pub(crate) fn lock(&self) -> u64 {
        when(self.waiting(), &|| self.is_free(), None);
        self.take()
    }

    #[track_caller]
    pub(crate) fn try_lock(&self) -> Option<u64> {
        needs_release_points();
        explorer::point(self.waiting());
        let free = self.is_free();
        looked(self.0.id(), free.into());
        observe(free.into());
        free.then(|| self.take())
    }

    /// Lets it go with a new value, at once.
    pub(crate) fn give(&self, value: u64) {
        self.0.with(|state| {
            state.owner = None;
            state.value = value;
            state.view = View::publish();
        });
    }

    pub(crate) fn unlock(&self, value: u64) {
        release_point(self.waiting());
        self.give(value);
    }
}
