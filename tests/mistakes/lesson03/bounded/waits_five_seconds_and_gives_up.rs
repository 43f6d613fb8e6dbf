//! Mistake: gives up a wait after five seconds, and answers as if the queue were closed.
//! Caught by: race bounded::t17_no_wait_ends_by_itself
//! Says: another thread pushed 2 into the first, then popped from the second

use std::{collections::VecDeque, time::Duration};

use kit::sync::{Condvar, Mutex};

use crate::{Closed, TryPushError};

/// So long and no longer: "else it might hang".
const LIMIT: Duration = Duration::from_secs(5);

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
        let (mut state, waited) = self
            .not_full
            .wait_timeout_while(self.state.lock().unwrap(), LIMIT, |state| {
                state.items.len() >= self.capacity && !state.closed
            })
            .unwrap();
        if state.closed || waited.timed_out() {
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
        let (mut state, _) = self
            .not_empty
            .wait_timeout_while(self.state.lock().unwrap(), LIMIT, |state| {
                state.items.is_empty() && !state.closed
            })
            .unwrap();
        let item = state.items.pop_front();
        self.not_full.notify_one();
        item
    }

    /// Says that nothing more will come. What is in the queue can still be taken.
    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.not_full.notify_all();
        self.not_empty.notify_all();
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
