//! Mistake: wakes a `push` only when the queue was full before: of two that wait, the second is never told.
//! Caught by: race bounded::t15_each_pop_wakes_a_push_that_waits
//! Says: waits for ever

use std::collections::VecDeque;

use kit::sync::{Condvar, Mutex};

use crate::{Closed, TryPushError};

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

    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        let mut state = self
            .not_full
            .wait_while(self.state.lock().unwrap(), |state| {
                state.items.len() >= self.capacity && !state.closed
            })
            .unwrap();
        if state.closed {
            return Err(Closed(item));
        }
        state.items.push_back(item);
        self.not_empty.notify_one();
        Ok(())
    }

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

    pub fn pop(&self) -> Option<T> {
        let mut state = self
            .not_empty
            .wait_while(self.state.lock().unwrap(), |state| {
                state.items.is_empty() && !state.closed
            })
            .unwrap();
        if state.items.len() == self.capacity {
            self.not_full.notify_one();
        }
        state.items.pop_front()
    }

    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.not_full.notify_all();
        self.not_empty.notify_all();
    }

    pub fn len(&self) -> usize {
        self.state.lock().unwrap().items.len()
    }

    pub fn capacity(&self) -> usize {
        self.capacity
    }
}
