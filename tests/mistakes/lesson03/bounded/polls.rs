//! Mistake: sleeps for a millisecond and looks again. [6]
//! Caught by: contract bounded::t9_waiting_costs_no_processor_time
//! Says: it woke
//! Varies: how often a busy machine lets it wake up.

use std::{collections::VecDeque, time::Duration};

use kit::{sync::Mutex, thread};

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
        }
    }

    /// Adds `item` at the end; waits while the queue is full.
    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        let mut state = self.state.lock().unwrap();
        while state.items.len() >= self.capacity && !state.closed {
            drop(state);
            thread::sleep(Duration::from_millis(1));
            state = self.state.lock().unwrap();
        }
        if state.closed {
            return Err(Closed(item));
        }
        state.items.push_back(item);
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
        Ok(())
    }

    /// Takes the first item; waits while the queue is empty and open.
    pub fn pop(&self) -> Option<T> {
        let mut state = self.state.lock().unwrap();
        while state.items.is_empty() && !state.closed {
            drop(state);
            thread::sleep(Duration::from_millis(1));
            state = self.state.lock().unwrap();
        }
        state.items.pop_front()
    }

    /// Says that nothing more will come. What is in the queue can still be taken.
    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
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
