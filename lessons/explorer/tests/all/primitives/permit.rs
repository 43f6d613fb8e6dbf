//! A permit to go on, as `park` and `unpark` know it.

use explorer::{Early, Fingerprint, Object, View, Waiting, Wake, mix, point, when};

pub(crate) struct Permit(Object<State>);

#[derive(Default)]
struct State {
    is_given: bool,
    view: View,
}

impl Fingerprint for State {
    fn fingerprint(&self) -> u64 {
        mix(self.is_given.into(), self.view.fingerprint())
    }
}

impl Permit {
    pub(crate) fn new() -> Self {
        Self(Object::new(State::default()))
    }

    fn waiting(&self) -> Waiting {
        Waiting::new("a permit").object(self.0.id())
    }

    /// May come back without a permit, as in the standard library.
    pub(crate) fn park(&self) {
        let is_given = || self.0.look(|state| state.is_given);
        let is_not = || !is_given();
        let wake = when(self.waiting(), &is_given, Some(Early::spurious(&is_not)));
        if wake == Wake::Early {
            return;
        }
        self.0.with(|state| {
            state.is_given = false;
            state.view.see();
        });
    }

    pub(crate) fn unpark(&self) {
        point(self.waiting());
        self.0.with(|state| {
            state.is_given = true;
            state.view.join(&View::publish());
        });
    }
}
