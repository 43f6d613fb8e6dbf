//! Alternative: no condition variable: who waits leaves its thread in a list and parks.

use std::collections::VecDeque;

use kit::{
    sync::{Mutex, MutexGuard},
    thread::{self, Thread},
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
    waiting: Vec<Thread>,
}

impl<T> State<T> {
    /// Whoever waits looks again; the list is made anew by those who go on waiting.
    fn wake_all(&mut self) {
        for thread in self.waiting.drain(..) {
            thread.unpark();
        }
    }
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
            waiting: Vec::new(),
        };
        Self {
            capacity,
            state: Mutex::new(state),
        }
    }

    fn wait_while(&self, must_wait: impl Fn(&State<T>) -> bool) -> MutexGuard<'_, State<T>> {
        loop {
            let mut state = self.state.lock().unwrap();
            if !must_wait(&state) {
                return state;
            }
            state.waiting.push(thread::current());
            drop(state);
            thread::park(); // an `unpark` that has come already lets it pass
        }
    }

    /// Adds `item` at the end; waits while the queue is full.
    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        let mut state =
            self.wait_while(|state| state.items.len() >= self.capacity && !state.closed);
        if state.closed {
            return Err(Closed(item));
        }
        state.items.push_back(item);
        state.wake_all();
        Ok(())
    }

    /// Adds `item` at the end if there is room now; never waits for room.
    pub fn try_push(&self, item: T) -> Result<(), TryPushError<T>> {
        let mut state = self.state.lock().unwrap();
        if state.closed {
            return Err(TryPushError::Closed(item));
        }
        if state.items.len() >= self.capacity {
            return Err(TryPushError::Full(item));
        }
        state.items.push_back(item);
        state.wake_all();
        Ok(())
    }

    /// Takes the first item; waits while the queue is empty and open.
    pub fn pop(&self) -> Option<T> {
        let mut state = self.wait_while(|state| state.items.is_empty() && !state.closed);
        let item = state.items.pop_front();
        state.wake_all();
        item
    }

    /// Says that nothing more will come. What is in the queue can still be taken.
    pub fn close(&self) {
        let mut state = self.state.lock().unwrap();
        state.closed = true;
        state.wake_all();
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
