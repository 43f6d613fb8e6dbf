//! What is under way in a channel, and what a thread may wait for.

use std::{
    collections::VecDeque,
    hash::{Hash, Hasher},
    mem,
};

use crate::model::{engine::Trace, gate::State as Shared};

/// A message on its way, and what its sender knew.
pub(super) struct Sent<T> {
    pub(super) message: T,
    pub(super) trace: Trace,
    /// Counts the messages of a channel that hands over from hand to hand, from 1; of others, those that wait.
    number: usize,
}

pub(super) struct State<T> {
    pub(super) messages: VecDeque<Sent<T>>,
    pub(super) senders: usize,
    pub(super) receiver: bool,
    /// The receiver waits with an open hand: somebody who cannot wait may hand over.
    pub(super) open_hand: bool,
    /// Messages taken so far: who hands over without a buffer waits for the number of his own.
    pub(super) taken: usize,
    /// Of the senders that are gone.
    pub(super) gone: Trace,
    /// Of the receiver, when it last took a message.
    pub(super) received: Trace,
}

impl<T> Default for State<T> {
    fn default() -> Self {
        Self {
            messages: VecDeque::new(),
            senders: 1,
            receiver: true,
            open_hand: false,
            taken: 0,
            gone: Trace::default(),
            received: Trace::default(),
        }
    }
}

impl<T> State<T> {
    /// Puts a message behind all others; its number.
    pub(super) fn offer(&mut self, message: T, trace: Trace) -> usize {
        let number = self.taken + self.messages.len() + 1;
        self.messages.push_back(Sent {
            message,
            trace,
            number,
        });
        number
    }

    /// The message with this number, unless the receiver has it.
    pub(super) fn take_back(&mut self, number: usize) -> Option<T> {
        let mine = |sent: &Sent<T>| sent.number == number;
        let place = self.messages.iter().position(mine)?;
        Some(self.messages.remove(place)?.message)
    }
}

impl<T> Hash for State<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.messages.len().hash(state);
        self.messages.iter().for_each(|sent| sent.trace.hash(state));
        if !self.receiver {
            // Now its sender takes each back, in any order: what is left is not the last of them any more.
            let numbers = self.messages.iter().map(|sent| sent.number);
            numbers.for_each(|number| number.hash(state));
        }
        (self.senders, self.receiver, self.open_hand).hash(state);
        (self.taken, &self.gone, &self.received).hash(state);
    }
}

/// What a thread waits for.
#[derive(Clone, Copy, Hash)]
pub(super) enum Wish {
    /// A message, or that there will be none.
    Message,
    /// Room among so many, or that the receiver is gone.
    Room(usize),
    /// That so many have been taken, or that the receiver is gone.
    Taken(usize),
}

impl<T> Shared for State<T> {
    type Wish = Wish;

    fn grants(&self, wish: Wish) -> bool {
        match wish {
            Wish::Message => !self.messages.is_empty() || self.senders == 0,
            Wish::Room(capacity) => self.messages.len() < capacity || !self.receiver,
            Wish::Taken(number) => self.taken >= number || !self.receiver,
        }
    }
}

/// What came of putting a message down.
pub(super) enum Put<T> {
    Done,
    /// Put down from hand to hand: it is the message with this number.
    Offered(usize),
    Full(T),
    Gone(T),
}

/// The message that comes back is its sender's own, so the sender knows it.
impl<T> Hash for Put<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        mem::discriminant(self).hash(state);
    }
}

/// What came of looking for a message. What it is, its trace tells.
pub(super) enum Got<T> {
    Message(T),
    Empty,
    Disconnected,
}

impl<T> Hash for Got<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        mem::discriminant(self).hash(state);
    }
}
