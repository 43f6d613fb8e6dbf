//! A channel for numbers.

use std::collections::VecDeque;

use explorer::{
    Early, Fingerprint, Object, View, Waiting, Wake, looked, mix, observe, point, when,
};

pub(crate) struct Channel(Object<State>);

struct State {
    messages: VecDeque<(u64, View)>,
    capacity: usize,
    senders: usize,
    /// What the senders that are gone knew.
    farewell: View,
}

impl Fingerprint for State {
    fn fingerprint(&self) -> u64 {
        mix(
            (&self.messages_only(), self.senders).fingerprint(),
            self.farewell.fingerprint(),
        )
    }
}

impl State {
    fn messages_only(&self) -> Vec<u64> {
        self.messages
            .iter()
            .map(|(value, view)| mix(*value, view.fingerprint()))
            .collect()
    }
}

impl Channel {
    pub(crate) fn new(capacity: usize, senders: usize) -> Self {
        Self(Object::new(State {
            messages: VecDeque::new(),
            capacity,
            senders,
            farewell: View::default(),
        }))
    }

    fn waiting(&self, what: &'static str) -> Waiting {
        Waiting::new(what).object(self.0.id())
    }

    pub(crate) fn send(&self, value: u64) {
        let has_room = || self.0.look(|state| state.messages.len() < state.capacity);
        when(self.waiting("room in a channel"), &has_room, None);
        self.0
            .with(|state| state.messages.push_back((value, View::publish())));
    }

    fn has_news(&self) -> bool {
        self.0
            .look(|state| !state.messages.is_empty() || state.senders == 0)
    }

    fn take(&self) -> Option<u64> {
        let value = self.0.with(|state| {
            let (value, view) = state.messages.pop_front()?;
            view.see();
            Some(value)
        });
        observe(value.fingerprint());
        value
    }

    /// `None` when all senders are gone.
    pub(crate) fn recv(&self) -> Option<u64> {
        when(self.waiting("a message"), &|| self.has_news(), None);
        let value = self.take();
        if value.is_none() {
            self.0.look(|state| state.farewell.clone()).see();
        }
        value
    }

    /// `None` when there is nothing now.
    #[track_caller]
    pub(crate) fn try_recv(&self) -> Option<u64> {
        point(self.waiting("a message"));
        let value = self.take();
        looked(self.0.id(), value.fingerprint());
        value
    }

    /// `Err` when the time is over.
    pub(crate) fn recv_timeout(&self) -> Result<Option<u64>, ()> {
        let early = Early::time_out(&|| true);
        match when(self.waiting("a message"), &|| self.has_news(), Some(early)) {
            Wake::Ready => Ok(self.take()),
            Wake::Early | Wake::ForNothing => Err(()),
        }
    }

    pub(crate) fn drop_sender(&self) {
        point(self.waiting("nothing"));
        self.0.with(|state| {
            state.senders -= 1;
            state.farewell.join(&View::publish());
        });
    }
}
