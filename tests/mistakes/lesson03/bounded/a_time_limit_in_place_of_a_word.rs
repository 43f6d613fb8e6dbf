//! Mistake: `push` tells nobody; `pop` looks again every 50 ms, and finds the item late.
//! Caught by: race bounded::t10_each_of_two_consumers_gets_an_item
//! Says: waits for ever

use std::{collections::VecDeque, time::Duration};

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
        Ok(())
    }

    pub fn pop(&self) -> Option<T> {
        let mut state = self.state.lock().unwrap();
        while state.items.is_empty() && !state.closed {
            let limit = Duration::from_millis(50);
            state = self.not_empty.wait_timeout(state, limit).unwrap().0;
        }
        let item = state.items.pop_front();
        self.not_full.notify_one();
        item
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
