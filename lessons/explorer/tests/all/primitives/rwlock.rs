//! A lock around a number that many may read.

use explorer::{
    Fingerprint, Object, View, Waiting, looked, mix, needs_release_points, observe, point,
    release_point, when,
};

pub(crate) struct RwLock(Object<State>);

#[derive(Default)]
struct State {
    readers: u64,
    is_written: bool,
    value: u64,
    view: View,
}

impl Fingerprint for State {
    fn fingerprint(&self) -> u64 {
        let plain = (self.readers, self.is_written, self.value);
        mix(plain.fingerprint(), self.view.fingerprint())
    }
}

impl RwLock {
    pub(crate) fn new() -> Self {
        Self(Object::new(State::default()))
    }

    fn waiting(&self) -> Waiting {
        Waiting::new("a lock").object(self.0.id())
    }

    fn is_readable(&self) -> bool {
        self.0.look(|state| !state.is_written)
    }

    pub(crate) fn read(&self) -> u64 {
        when(self.waiting(), &|| self.is_readable(), None);
        self.take_as_reader()
    }

    fn take_as_reader(&self) -> u64 {
        let value = self.0.with(|state| {
            state.readers += 1;
            state.view.see();
            state.value
        });
        observe(value);
        value
    }

    #[track_caller]
    pub(crate) fn try_read(&self) -> Option<u64> {
        needs_release_points();
        point(self.waiting());
        let readable = self.is_readable();
        observe(readable.into());
        looked(self.0.id(), readable.into());
        readable.then(|| self.take_as_reader())
    }

    pub(crate) fn unlock_read(&self) {
        release_point(self.waiting());
        self.0.with(|state| {
            state.readers -= 1;
            state.view.join(&View::publish());
        });
    }

    pub(crate) fn write(&self) -> u64 {
        let is_free = || self.0.look(|state| state.readers == 0 && !state.is_written);
        when(self.waiting(), &is_free, None);
        let value = self.0.with(|state| {
            state.is_written = true;
            state.view.see();
            state.value
        });
        observe(value);
        value
    }

    pub(crate) fn unlock_write(&self, value: u64) {
        release_point(self.waiting());
        self.0.with(|state| {
            state.is_written = false;
            state.value = value;
            state.view = View::publish();
        });
    }
}
