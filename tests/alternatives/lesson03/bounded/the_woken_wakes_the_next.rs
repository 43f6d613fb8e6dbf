//! Alternative: `close` wakes one of each side, and each who comes back from a closed queue wakes the next.

use std::collections::VecDeque;

use kit::sync::{Condvar, Mutex};

use crate::{Closed, TryPushError};

/// A first-in, first-out queue that holds at most `capacity` items.
#[derive(Debug)]
pub struct BoundedQueue<T> {
    capacity: usize,
    state: Mutex<State<T>>,
    not_full: Condvar,
    not_empty: Condvar,
}

#[derive(Debug)]
struct State<T> {
    items: VecDeque<T>,
    closed: bool,
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
        };
        Self {
            capacity,
            state: Mutex::new(state),
            not_full: Condvar::new(),
            not_empty: Condvar::new(),
        }
    }

    /// Adds `item` at the end; waits while the queue is full.
    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        let mut state = self
            .not_full
            .wait_while(self.state.lock().unwrap(), |state| {
                state.items.len() >= self.capacity && !state.closed
            })
            .unwrap();
        if state.closed {
            self.not_full.notify_one();
            return Err(Closed(item));
        }
        state.items.push_back(item);
        self.not_empty.notify_one();
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
        self.not_empty.notify_one();
        Ok(())
    }

    /// Takes the first item; waits while the queue is empty and open.
    pub fn pop(&self) -> Option<T> {
        let mut state = self
            .not_empty
            .wait_while(self.state.lock().unwrap(), |state| {
                state.items.is_empty() && !state.closed
            })
            .unwrap();
        let item = state.items.pop_front();
        self.not_full.notify_one();
        if state.closed {
            self.not_empty.notify_one();
        }
        item
    }

    /// Says that nothing more will come. What is in the queue can still be taken.
    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.not_full.notify_one();
        self.not_empty.notify_one();
    }

    /// How many items are in the queue at this moment; when you read it, that may be over.
    pub fn len(&self) -> usize {
        self.state.lock().unwrap().items.len()
    }

    /// How many items there is room for.
    pub fn capacity(&self) -> usize {
        self.capacity
    }
}
