//! A queue with room for so many items, shared by those who bring and those who fetch.

use std::collections::VecDeque;

//# stub: use kit::sync::Mutex;
//# solution:
use kit::sync::{Condvar, Mutex};
//# end

use crate::{Closed, TryPushError};

/// A first-in, first-out queue that holds at most `capacity` items.
///
/// Any number of threads may use it at the same time, through `&` or `Arc`.
///
/// A queue does not know who uses it. If those who pop give up, also by a panic, somebody must
/// call [`close`](Self::close): else a [`push`](Self::push) that waits for room waits for ever.
/// Likewise if those who push give up: a [`pop`](Self::pop) would wait for ever.
#[derive(Debug)]
pub struct BoundedQueue<T> {
    capacity: usize,
    state: Mutex<State<T>>,
    //# solution:
    not_full: Condvar,
    not_empty: Condvar,
    //# end
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
    ///
    /// # Panics
    ///
    /// Panics if `capacity` is 0: "a queue needs room for at least one item".
    pub fn new(capacity: usize) -> Self {
        //# solution:
        assert!(capacity > 0, "a queue needs room for at least one item");
        //# end
        let state = State {
            items: VecDeque::new(),
            closed: false,
        };
        Self {
            capacity,
            state: Mutex::new(state),
            //# solution:
            not_full: Condvar::new(),
            not_empty: Condvar::new(),
            //# end
        }
    }

    /// Adds `item` at the end; waits while the queue is full.
    ///
    /// * Blocking: until there is room or the queue is closed; costs no processor time.
    ///
    /// # Errors
    ///
    /// [`Closed`] with the item, if the queue is closed, now or while this call waits.
    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        //# stub: let _ = item;
        //# stub: todo!("add the item; wait while {} are there", self.capacity)
        //# solution:
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
        //# end
    }

    /// Adds `item` at the end if there is room now; never waits for room.
    ///
    /// # Errors
    ///
    /// [`TryPushError`] with the item: `Closed` if the queue is closed, else `Full`.
    pub fn try_push(&self, item: T) -> Result<(), TryPushError<T>> {
        //# stub: let _ = item;
        //# stub: todo!("add the item if fewer than {} are there", self.capacity)
        //# solution:
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
        //# end
    }

    /// Takes the first item; waits while the queue is empty and open.
    ///
    /// `None` means: closed, and everything has been taken. From then on every call gets `None`.
    ///
    /// * Blocking: until there is an item or the queue is closed; costs no processor time.
    pub fn pop(&self) -> Option<T> {
        //# stub: todo!("take the first item; wait while there is none")
        //# solution:
        let mut state = self
            .not_empty
            .wait_while(self.state.lock().unwrap(), |state| {
                state.items.is_empty() && !state.closed
            })
            .unwrap();
        let item = state.items.pop_front();
        self.not_full.notify_one();
        item
        //# end
    }

    /// Says that nothing more will come. What is in the queue can still be taken.
    ///
    /// Every call that waits comes back: each `push` with its item, each `pop` with `None`.
    /// To close twice is to close once.
    pub fn close(&self) {
        //# stub: todo!("let nothing more in, and wake everybody who waits")
        //# solution:
        self.state.lock().unwrap().closed = true;
        self.not_full.notify_all();
        self.not_empty.notify_all();
        //# end
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
