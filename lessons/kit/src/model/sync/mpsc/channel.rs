//! The channel itself: what is under way, and who waits.

use std::{
    collections::VecDeque,
    marker::PhantomData,
    sync::{
        Arc,
        mpsc::{RecvTimeoutError, SendError, TryRecvError, TrySendError},
    },
};

use crate::model::{
    current,
    gate::{Gate, Limit, Queue, Waiter},
    log::{ObjectKind, Wanted, What},
    recorder::{self, At},
    show, turns,
};

pub(super) struct Channel<T> {
    gate: Gate<State<T>>,
    /// Messages that may wait; `None` for as many as there are.
    capacity: Option<usize>,
}

struct State<T> {
    messages: VecDeque<T>,
    senders: usize,
    receiver: bool,
    /// Messages taken so far: who hands over without a buffer waits for the number of his own.
    taken: usize,
    receiving: Queue,
    sending: Queue,
}

impl<T> Default for State<T> {
    fn default() -> Self {
        Self {
            messages: VecDeque::new(),
            senders: 1,
            receiver: true,
            taken: 0,
            receiving: Queue::default(),
            sending: Queue::default(),
        }
    }
}

/// What a step of a sender came to.
enum Sent<T> {
    Done,
    /// Put down; wait until it is taken.
    Put {
        number: usize,
        waiter: Waiter,
    },
    Wait {
        message: T,
        waiter: Waiter,
    },
    Full(T),
    Gone(T),
}

impl<T> Channel<T> {
    /// A channel with one sender and one receiver.
    #[track_caller]
    pub(super) fn new(capacity: Option<usize>, made: At) -> Arc<Self> {
        let gate = Gate::new(ObjectKind::Channel, made);
        recorder::senders(gate.object(), 1); // registered where it is made
        Arc::new(Self { gate, capacity })
    }

    #[track_caller]
    pub(super) fn send(&self, message: T, at: At) -> Result<(), SendError<T>> {
        let object = self.gate.object();
        let text = shown(&message);
        if self.capacity.is_some() {
            recorder::wants(Wanted::Room, Some(object), at, false);
        }
        let mut message = message;
        loop {
            match self
                .gate
                .step(|state| self.put(state, message, &text, at, true))
            {
                Sent::Done => return Ok(()),
                Sent::Put { number, waiter } => return self.handed_over(number, waiter),
                Sent::Wait {
                    message: back,
                    waiter,
                } => {
                    message = back;
                    waiter.wait(Limit::None);
                }
                Sent::Full(_) => unreachable!("asked to wait"),
                Sent::Gone(message) => return Err(SendError(message)),
            }
        }
    }

    /// One try to put a message down.
    fn put(
        &self,
        state: &mut State<T>,
        message: T,
        text: &Option<String>,
        at: At,
        wait: bool,
    ) -> Sent<T> {
        let object = self.gate.object();
        if !state.receiver {
            recorder::event(|| What::SendFailed)
                .on(object)
                .at(at)
                .left_text(text.clone())
                .log();
            return Sent::Gone(message);
        }
        let room = match self.capacity {
            None => true,
            // From hand to hand: whoever may wait puts it down and waits, others need an open hand.
            Some(0) => wait || state.receiving.len() > state.messages.len(),
            Some(capacity) => state.messages.len() < capacity,
        };
        if !room {
            if wait {
                let waiter = state.sending.join();
                return Sent::Wait { message, waiter };
            }
            recorder::event(|| What::Full)
                .on(object)
                .at(at)
                .left_text(text.clone())
                .log();
            return Sent::Full(message);
        }
        state.messages.push_back(message);
        recorder::event(|| What::Send)
            .on(object)
            .at(at)
            .left_text(text.clone())
            .log();
        state.receiving.wake_one();
        if self.capacity == Some(0) && wait {
            let number = state.taken + state.messages.len();
            let waiter = state.sending.join();
            return Sent::Put { number, waiter };
        }
        Sent::Done
    }

    /// Waits until message `number` is taken, or takes it back if nobody will.
    #[track_caller]
    fn handed_over(&self, number: usize, mut waiter: Waiter) -> Result<(), SendError<T>> {
        loop {
            waiter.wait(Limit::None);
            let answer = self.gate.step(|state| {
                if state.taken >= number {
                    return Ok(None);
                }
                if !state.receiver {
                    return Err(state.messages.pop_back());
                }
                Ok(Some(state.sending.join()))
            });
            match answer {
                Ok(None) => return Ok(()),
                Ok(Some(again)) => waiter = again,
                Err(message) => return Err(SendError(message.expect("nobody took it"))),
            }
        }
    }

    #[track_caller]
    pub(super) fn try_send(&self, message: T, at: At) -> Result<(), TrySendError<T>> {
        let text = shown(&message);
        turns::before_look(self.address(), at);
        match self
            .gate
            .step(|state| self.put(state, message, &text, at, false))
        {
            Sent::Done => Ok(()),
            Sent::Full(message) => {
                turns::looked(self.address(), at, 0);
                Err(TrySendError::Full(message))
            }
            Sent::Gone(message) => Err(TrySendError::Disconnected(message)),
            Sent::Put { .. } | Sent::Wait { .. } => unreachable!("asked not to wait"),
        }
    }

    /// A message, or why there is none.
    fn take(&self, state: &mut State<T>, at: At) -> Result<T, TryRecvError> {
        let object = self.gate.object();
        let Some(message) = state.messages.pop_front() else {
            if state.senders > 0 {
                return Err(TryRecvError::Empty);
            }
            recorder::event(|| What::Disconnected)
                .on(object)
                .at(at)
                .log();
            return Err(TryRecvError::Disconnected);
        };
        state.taken += 1;
        recorder::event(|| What::Receive)
            .on(object)
            .at(at)
            .found_text(shown(&message))
            .log();
        match self.capacity {
            None => 0,
            Some(0) => state.sending.wake_all(), // each knows the number that it waits for
            Some(_) => state.sending.wake_one(),
        };
        Ok(message)
    }

    #[track_caller]
    pub(super) fn receive(&self, limit: Limit, at: At) -> Result<T, RecvTimeoutError> {
        let object = self.gate.object();
        recorder::wants(Wanted::Message, Some(object), at, false);
        let mut in_time = true;
        loop {
            let answer = self.gate.step(|state| match self.take(state, at) {
                Ok(message) => Ok(message),
                Err(TryRecvError::Disconnected) => Err(None),
                Err(TryRecvError::Empty) => {
                    if self.capacity == Some(0) {
                        state.sending.wake_all(); // here is an open hand
                    }
                    Err(Some(state.receiving.join()))
                }
            });
            match answer {
                Ok(message) => return Ok(message),
                Err(None) => return Err(RecvTimeoutError::Disconnected),
                Err(Some(waiter)) => {
                    if in_time {
                        in_time = waiter.wait(limit);
                    }
                    if !in_time {
                        self.gate.step(|state| state.receiving.leave(&waiter));
                        recorder::event(|| What::Empty).on(object).at(at).log();
                        return Err(RecvTimeoutError::Timeout);
                    }
                }
            }
        }
    }

    #[track_caller]
    pub(super) fn try_receive(&self, at: At) -> Result<T, TryRecvError> {
        let object = self.gate.object();
        turns::before_look(self.address(), at);
        let answer = self.gate.step(|state| {
            let answer = self.take(state, at);
            if matches!(answer, Err(TryRecvError::Empty)) {
                recorder::event(|| What::Empty).on(object).at(at).log();
            }
            answer
        });
        if answer.is_err() {
            turns::looked(self.address(), at, 0);
        }
        answer
    }

    /// The receiver is gone.
    pub(super) fn close(&self) {
        let object = self.gate.object();
        let left = self.gate.step(|state| {
            state.receiver = false;
            recorder::event(|| What::ReceiverDropped).on(object).log();
            state.sending.wake_all();
            // Whoever hands over from hand to hand takes his message back himself.
            match self.capacity {
                Some(0) => VecDeque::new(),
                _ => std::mem::take(&mut state.messages),
            }
        });
        drop(left); // may run the learner's code, so not within the step
    }

    fn address(&self) -> usize {
        (&raw const *self).addr()
    }
}

fn shown<T>(message: &T) -> Option<String> {
    recorder::on().then(|| show::text(message)).flatten()
}

/// One of the senders.
pub(super) struct End<T> {
    pub(super) channel: Arc<Channel<T>>,
    /// Whether it may cross threads is said of what holds it.
    _not_auto: PhantomData<*const T>,
}

impl<T> End<T> {
    /// The first sender of a channel.
    pub(super) fn new(channel: Arc<Channel<T>>) -> Self {
        Self {
            channel,
            _not_auto: PhantomData,
        }
    }
}

impl<T> Clone for End<T> {
    fn clone(&self) -> Self {
        // Nobody can see at which moment one more sender of several appears.
        let object = self.channel.gate.object();
        self.channel.gate.at_once(|state| {
            state.senders += 1;
            recorder::senders(object, state.senders);
        });
        Self::new(Arc::clone(&self.channel))
    }
}

impl<T> Drop for End<T> {
    fn drop(&mut self) {
        if !current::is_active() {
            return;
        }
        let object = self.channel.gate.object();
        self.channel.gate.step(|state| {
            state.senders -= 1;
            recorder::senders(object, state.senders);
            if state.senders == 0 {
                recorder::event(|| What::LastSenderDropped).on(object).log();
                state.receiving.wake_all();
            }
        });
    }
}
