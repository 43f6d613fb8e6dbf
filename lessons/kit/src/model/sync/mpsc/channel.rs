//! The channel itself: sending and receiving.

use std::{
    collections::VecDeque,
    mem,
    sync::{
        Arc,
        mpsc::{RecvTimeoutError, SendError, TryRecvError, TrySendError},
    },
};

use super::state::{Got, Put, Sent, State, Wish};
use crate::model::{
    content::Content,
    engine::Trace,
    gate::{Early, Gate},
    log::{ObjectKind, Wanted, What},
    recorder::{self, At},
    show,
};

pub(super) struct Channel<T> {
    pub(super) gate: Gate<State<T>>,
    /// Messages that may wait; `None` for as many as there are.
    capacity: Option<usize>,
}

impl<T> Channel<T> {
    /// A channel with one sender and one receiver.
    #[track_caller]
    pub(super) fn new(capacity: Option<usize>, made: At) -> Arc<Self> {
        let channel = Arc::new(Self {
            gate: Gate::new(ObjectKind::Channel, made),
            capacity,
        });
        recorder::senders(channel.gate.object(), 1); // registered where it is made
        channel
    }

    #[track_caller]
    pub(super) fn send(&self, message: T, at: At) -> Result<(), SendError<T>> {
        let object = self.gate.object();
        let text = shown(&message);
        let put = match self.capacity {
            None | Some(0) => {
                if self.capacity.is_some() {
                    recorder::wants(Wanted::Room, Some(object), at, false);
                }
                self.gate
                    .step(|state| self.put(state, message, &text, at, true))
            }
            Some(capacity) => {
                recorder::wants(Wanted::Room, Some(object), at, false);
                self.gate
                    .when(Wish::Room(capacity), Early::Never, |state| {
                        self.put(state, message, &text, at, true)
                    })
                    .expect("nothing ends this wait early")
            }
        };
        match put {
            Put::Done => Ok(()),
            Put::Offered(number) => self.handed_over(number),
            Put::Full(_) => unreachable!("asked to wait"),
            Put::Gone(message) => Err(SendError(message)),
        }
    }

    /// Puts a message down, if it may; `waits` tells whether its sender may wait until somebody takes it.
    fn put(
        &self,
        state: &mut State<T>,
        message: T,
        text: &Option<String>,
        at: At,
        waits: bool,
    ) -> Put<T> {
        let event = |what| {
            recorder::event(|| what)
                .on(self.gate.object())
                .at(at)
                .left_text(text.clone())
                .log();
        };
        if !state.receiver {
            event(What::SendFailed);
            return Put::Gone(message);
        }
        let room = match self.capacity {
            None => true,
            // From hand to hand: whoever may wait puts it down and waits, others need an open hand.
            Some(0) => waits || (state.open_hand && state.messages.is_empty()),
            Some(capacity) => state.messages.len() < capacity,
        };
        if !room {
            event(What::Full);
            return Put::Full(message);
        }
        if self.capacity.is_some() {
            state.received.follow(); // it made the room
        }
        let mut trace = Trace::default();
        trace.leave(Content::of(&message, true, true));
        let number = state.offer(message, trace);
        event(What::Send);
        if self.capacity == Some(0) && waits {
            return Put::Offered(number);
        }
        Put::Done
    }

    /// Waits until message `number` is taken, or takes it back if nobody will.
    #[track_caller]
    fn handed_over(&self, number: usize) -> Result<(), SendError<T>> {
        self.gate.until(Wish::Taken(number), Early::Never, |_| ());
        let back = self.gate.at_once(|state| {
            state.received.follow();
            state.take_back(number).map_or(Put::Done, Put::Gone)
        });
        match back {
            Put::Gone(message) => Err(SendError(message)),
            _ => Ok(()),
        }
    }

    #[track_caller]
    pub(super) fn try_send(&self, message: T, at: At) -> Result<(), TrySendError<T>> {
        let text = shown(&message);
        self.gate.before_look(at);
        match self
            .gate
            .step(|state| self.put(state, message, &text, at, false))
        {
            Put::Done => Ok(()),
            Put::Full(message) => {
                self.gate.looked(at, 0);
                Err(TrySendError::Full(message))
            }
            Put::Gone(message) => Err(TrySendError::Disconnected(message)),
            Put::Offered(_) => unreachable!("asked not to wait"),
        }
    }

    /// A message, or why there is none.
    fn take(&self, state: &mut State<T>, at: At) -> Got<T> {
        let object = self.gate.object();
        let Some(Sent { message, trace, .. }) = state.messages.pop_front() else {
            if state.senders > 0 {
                return Got::Empty;
            }
            state.gone.follow();
            recorder::event(|| What::Disconnected)
                .on(object)
                .at(at)
                .log();
            return Got::Disconnected;
        };
        trace.follow();
        if self.capacity.is_some() {
            state.received.leave(Content::Same);
        }
        if self.capacity == Some(0) {
            state.taken += 1;
        }
        recorder::event(|| What::Receive)
            .on(object)
            .at(at)
            .found_text(shown(&message))
            .log();
        Got::Message(message)
    }

    #[track_caller]
    pub(super) fn receive(&self, early: Early, at: At) -> Result<T, RecvTimeoutError> {
        let object = self.gate.object();
        recorder::wants(Wanted::Message, Some(object), at, false);
        let opens_hand = self.capacity == Some(0);
        if opens_hand {
            self.gate.step(|state| state.open_hand = true);
        }
        let got = self.gate.when(Wish::Message, early, |state| {
            state.open_hand = false;
            self.take(state, at)
        });
        match got {
            Some(Got::Message(message)) => Ok(message),
            Some(Got::Disconnected) => Err(RecvTimeoutError::Disconnected),
            Some(Got::Empty) => unreachable!("waited for more"),
            None => {
                if opens_hand {
                    self.gate.at_once(|state| state.open_hand = false);
                }
                recorder::event(|| What::Empty { timed_out: true })
                    .on(object)
                    .at(at)
                    .log();
                Err(RecvTimeoutError::Timeout)
            }
        }
    }

    #[track_caller]
    pub(super) fn try_receive(&self, at: At) -> Result<T, TryRecvError> {
        let object = self.gate.object();
        self.gate.before_look(at);
        let got = self.gate.step(|state| {
            let got = self.take(state, at);
            if matches!(got, Got::Empty) {
                recorder::event(|| What::Empty { timed_out: false })
                    .on(object)
                    .at(at)
                    .log();
            }
            got
        });
        if !matches!(got, Got::Message(_)) {
            self.gate.looked(at, 0);
        }
        match got {
            Got::Message(message) => Ok(message),
            Got::Empty => Err(TryRecvError::Empty),
            Got::Disconnected => Err(TryRecvError::Disconnected),
        }
    }

    /// The receiver is gone.
    pub(super) fn close(&self) {
        let object = self.gate.object();
        let mut left = VecDeque::new();
        self.gate.step(|state| {
            state.receiver = false;
            state.received.leave(Content::Same);
            recorder::event(|| What::ReceiverDropped).on(object).log();
            // Whoever hands over from hand to hand takes his message back himself.
            if self.capacity != Some(0) {
                left = mem::take(&mut state.messages);
            }
        });
        drop(left); // may run the learner's code, so not within the step
    }
}

fn shown<T>(message: &T) -> Option<String> {
    recorder::on().then(|| show::text(message)).flatten()
}
