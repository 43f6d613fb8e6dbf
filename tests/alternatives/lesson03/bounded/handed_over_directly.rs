//! Alternative: a pop that waits is given its item by the push itself, through a channel of its own.

use std::collections::VecDeque;

use kit::sync::{
    Mutex,
    mpsc::{self, Receiver, Sender},
};

use crate::{Closed, TryPushError};

/// A first-in, first-out queue that holds at most `capacity` items.
#[derive(Debug)]
pub struct BoundedQueue<T> {
    capacity: usize,
    state: Mutex<State<T>>,
}

#[derive(Debug)]
struct State<T> {
    items: VecDeque<T>,
    closed: bool,
    /// Those who pop and found nothing: the first to come is the first to be served.
    takers: VecDeque<Sender<T>>,
    /// Those who push and found no room, with what they bring.
    bringers: VecDeque<(T, Sender<Result<(), Closed<T>>>)>,
}

/// What became of an item that was offered.
enum Offer<T> {
    Taken,
    Wait(Receiver<Result<(), Closed<T>>>),
}

#[expect(
    clippy::len_without_is_empty,
    reason = "its answer would be old at once; see `drain`"
)]
impl<T> BoundedQueue<T> {
    /// An empty, open queue.
    pub fn new(capacity: usize) -> Self {
        assert!(capacity > 0, "a queue needs room for at least one item");
        let state = State {
            items: VecDeque::new(),
            closed: false,
            takers: VecDeque::new(),
            bringers: VecDeque::new(),
        };
        Self {
            capacity,
            state: Mutex::new(state),
        }
    }

    fn offer(&self, item: T) -> Result<Offer<T>, Closed<T>> {
        let mut state = self.state.lock().unwrap();
        if state.closed {
            return Err(Closed(item));
        }
        if let Some(taker) = state.takers.pop_front() {
            taker.send(item).expect("who pops waits until it is served");
        } else if state.items.len() < self.capacity {
            state.items.push_back(item);
        } else {
            let (answer, answered) = mpsc::channel();
            state.bringers.push_back((item, answer));
            return Ok(Offer::Wait(answered));
        }
        Ok(Offer::Taken)
    }

    /// Adds `item` at the end; waits while the queue is full.
    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        match self.offer(item)? {
            Offer::Taken => Ok(()),
            Offer::Wait(answered) => answered.recv().expect("who makes room answers"),
        }
    }

    /// Adds `item` at the end if there is room now; never waits for room.
    pub fn try_push(&self, item: T) -> Result<(), TryPushError<T>> {
        let mut state = self.state.lock().unwrap();
        if state.closed {
            return Err(TryPushError::Closed(item));
        }
        if let Some(taker) = state.takers.pop_front() {
            taker.send(item).expect("who pops waits until it is served");
        } else if state.items.len() < self.capacity {
            state.items.push_back(item);
        } else {
            return Err(TryPushError::Full(item));
        }
        Ok(())
    }

    /// Takes the first item; waits while the queue is empty and open.
    pub fn pop(&self) -> Option<T> {
        let mut state = self.state.lock().unwrap();
        if let Some(item) = state.items.pop_front() {
            if let Some((next, answer)) = state.bringers.pop_front() {
                state.items.push_back(next);
                answer
                    .send(Ok(()))
                    .expect("who pushes waits for the answer");
            }
            return Some(item);
        }
        if state.closed {
            return None;
        }
        let (serve, served) = mpsc::channel();
        state.takers.push_back(serve);
        drop(state);
        served.recv().ok() // `close` drops the sender
    }

    /// Says that nothing more will come. What is in the queue can still be taken.
    pub fn close(&self) {
        let mut state = self.state.lock().unwrap();
        state.closed = true;
        state.takers.clear();
        for (item, answer) in state.bringers.drain(..) {
            answer
                .send(Err(Closed(item)))
                .expect("who pushes waits for the answer");
        }
    }

    /// How many items are in the queue at this moment.
    pub fn len(&self) -> usize {
        self.state.lock().unwrap().items.len()
    }

    /// How many items there is room for.
    pub fn capacity(&self) -> usize {
        self.capacity
    }
}
