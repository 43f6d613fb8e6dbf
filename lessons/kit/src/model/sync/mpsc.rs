//! Channels.

use std::{
    collections::VecDeque,
    fmt,
    marker::PhantomData,
    panic::{Location, RefUnwindSafe, UnwindSafe},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

pub use std::sync::mpsc::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};

use crate::model::{
    current,
    gate::{Gate, Limit, Queue, Waiter},
    log::{ObjectKind, Wanted, What},
    recorder::{self, At},
    show,
};

/// `std::sync::mpsc::Sender`, recorded.
pub struct Sender<T>(End<T>);
/// `std::sync::mpsc::SyncSender`, recorded.
pub struct SyncSender<T>(End<T>);
/// `std::sync::mpsc::Receiver`, recorded.
pub struct Receiver<T> {
    channel: Arc<Channel<T>>,
    /// Not `Sync`, as std's.
    _one_thread: PhantomData<std::cell::Cell<()>>,
}

// SAFETY: as std's: a channel hands messages over, and hands out no reference to one.
unsafe impl<T: Send> Send for Sender<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Sender<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Send for SyncSender<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for SyncSender<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Send for Receiver<T> {}
impl<T> UnwindSafe for Sender<T> {}
impl<T> RefUnwindSafe for Sender<T> {}
impl<T> UnwindSafe for SyncSender<T> {}
impl<T> RefUnwindSafe for SyncSender<T> {}
impl<T> UnwindSafe for Receiver<T> {}
impl<T> RefUnwindSafe for Receiver<T> {}

/// One of the senders.
struct End<T> {
    channel: Arc<Channel<T>>,
    /// Keeps the impls above the only ones.
    _not_auto: PhantomData<*const T>,
}

struct Channel<T> {
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

/// As std's.
#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = ends(None, Location::caller());
    (Sender(sender), receiver)
}

/// As std's; a capacity of 0 hands over from hand to hand.
#[track_caller]
pub fn sync_channel<T>(capacity: usize) -> (SyncSender<T>, Receiver<T>) {
    let (sender, receiver) = ends(Some(capacity), Location::caller());
    (SyncSender(sender), receiver)
}

#[track_caller]
fn ends<T>(capacity: Option<usize>, made: At) -> (End<T>, Receiver<T>) {
    let channel = Arc::new(Channel {
        gate: Gate::new(ObjectKind::Channel, made),
        capacity,
    });
    recorder::senders(channel.gate.object(), 1); // registered where it is made
    let receiver = Receiver {
        channel: Arc::clone(&channel),
        _one_thread: PhantomData,
    };
    let sender = End {
        channel,
        _not_auto: PhantomData,
    };
    (sender, receiver)
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
    #[track_caller]
    fn send(&self, message: T, at: At) -> Result<(), SendError<T>> {
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
    fn try_send(&self, message: T, at: At) -> Result<(), TrySendError<T>> {
        let text = shown(&message);
        current::before_look(self.address(), at);
        match self
            .gate
            .step(|state| self.put(state, message, &text, at, false))
        {
            Sent::Done => Ok(()),
            Sent::Full(message) => {
                current::looked(self.address(), at, 0);
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
    fn receive(&self, limit: Limit, at: At) -> Result<T, RecvTimeoutError> {
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
    fn try_receive(&self, at: At) -> Result<T, TryRecvError> {
        let object = self.gate.object();
        current::before_look(self.address(), at);
        let answer = self.gate.step(|state| {
            let answer = self.take(state, at);
            if matches!(answer, Err(TryRecvError::Empty)) {
                recorder::event(|| What::Empty).on(object).at(at).log();
            }
            answer
        });
        if answer.is_err() {
            current::looked(self.address(), at, 0);
        }
        answer
    }

    fn address(&self) -> usize {
        (&raw const *self).addr()
    }
}

fn shown<T>(message: &T) -> Option<String> {
    recorder::on().then(|| show::text(message)).flatten()
}

impl<T> Clone for End<T> {
    fn clone(&self) -> Self {
        // Nobody can see at which moment one more sender of several appears.
        let object = self.channel.gate.object();
        self.channel.gate.at_once(|state| {
            state.senders += 1;
            recorder::senders(object, state.senders);
        });
        Self {
            channel: Arc::clone(&self.channel),
            _not_auto: PhantomData,
        }
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

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        if !current::is_active() {
            return;
        }
        let channel = &self.channel;
        let object = channel.gate.object();
        let left = channel.gate.step(|state| {
            state.receiver = false;
            recorder::event(|| What::ReceiverDropped).on(object).log();
            state.sending.wake_all();
            // Whoever hands over from hand to hand takes his message back himself.
            if channel.capacity == Some(0) {
                VecDeque::new()
            } else {
                std::mem::take(&mut state.messages)
            }
        });
        if !thread::panicking() || left.is_empty() {
            drop(left); // may run the learner's code, so not within the step
        }
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Clone for SyncSender<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Sender<T> {
    /// As std's.
    ///
    /// # Errors
    ///
    /// With the message, if the receiver is gone.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        self.0.channel.send(message, Location::caller())
    }
}

impl<T> SyncSender<T> {
    /// As std's.
    ///
    /// # Errors
    ///
    /// With the message, if the receiver is gone.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        self.0.channel.send(message, Location::caller())
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// With the message, if there is no room or the receiver is gone.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        self.0.channel.try_send(message, Location::caller())
    }
}

impl<T> Receiver<T> {
    /// As std's.
    ///
    /// # Errors
    ///
    /// If there is no message and no sender.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        self.channel
            .receive(Limit::None, Location::caller())
            .map_err(|_| RecvError)
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If there is no message.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.channel.try_receive(Location::caller())
    }

    /// As std's; the time is over when no thread of the model can go on otherwise.
    ///
    /// # Errors
    ///
    /// If there is no message in time, or no sender.
    #[track_caller]
    pub fn recv_timeout(&self, _limit: Duration) -> Result<T, RecvTimeoutError> {
        self.channel.receive(Limit::Some, Location::caller())
    }

    /// As std's, on nightly; the time is over when no thread of the model can go on otherwise.
    ///
    /// # Errors
    ///
    /// If there is no message in time, or no sender.
    #[track_caller]
    pub fn recv_deadline(&self, _deadline: Instant) -> Result<T, RecvTimeoutError> {
        self.channel.receive(Limit::Some, Location::caller())
    }

    /// As std's.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter(self)
    }

    /// As std's.
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter(self)
    }
}

/// `std::sync::mpsc::Iter`.
#[derive(Debug)]
pub struct Iter<'a, T>(&'a Receiver<T>);
/// `std::sync::mpsc::TryIter`.
#[derive(Debug)]
pub struct TryIter<'a, T>(&'a Receiver<T>);
/// `std::sync::mpsc::IntoIter`.
#[derive(Debug)]
pub struct IntoIter<T>(Receiver<T>);

impl<T> Iterator for Iter<'_, T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.0.recv().ok()
    }
}

impl<T> Iterator for TryIter<'_, T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.0.try_recv().ok()
    }
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.0.recv().ok()
    }
}

impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        IntoIter(self)
    }
}

macro_rules! debug {
    ($($name:ident)*) => { $(
        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )* };
}
debug!(Sender SyncSender Receiver);
