//! Alternative: counts room and items in two semaphores, each with a lock of its own; the list has a third.

use std::collections::VecDeque;

use kit::sync::{Condvar, Mutex};

use crate::{Closed, TryPushError};

/// A first-in, first-out queue that holds at most `capacity` items.
#[derive(Debug)]
pub struct BoundedQueue<T> {
    capacity: usize,
    items: Mutex<VecDeque<T>>,
    room: Semaphore,
    filled: Semaphore,
}

/// A count that never falls below 0: who would take it there waits.
#[derive(Debug)]
struct Semaphore {
    state: Mutex<Count>,
    changed: Condvar,
}

#[derive(Debug)]
struct Count {
    free: usize,
    closed: bool,
}

impl Semaphore {
    fn new(free: usize) -> Self {
        let closed = false;
        Self {
            state: Mutex::new(Count { free, closed }),
            changed: Condvar::new(),
        }
    }

    fn give(&self) {
        self.state.lock().unwrap().free += 1;
        self.changed.notify_one();
    }

    fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.changed.notify_all();
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
        Self {
            capacity,
            items: Mutex::default(),
            room: Semaphore::new(capacity),
            filled: Semaphore::new(0),
        }
    }

    /// Adds `item` at the end; waits while the queue is full.
    pub fn push(&self, item: T) -> Result<(), Closed<T>> {
        let mut room = self.room.state.lock().unwrap();
        while room.free == 0 && !room.closed {
            room = self.room.changed.wait(room).unwrap();
        }
        if room.closed {
            return Err(Closed(item));
        }
        room.free -= 1;
        // Still under the lock of `room`: nothing comes in once `close` has been there.
        self.items.lock().unwrap().push_back(item);
        self.filled.give();
        Ok(())
    }

    /// Adds `item` at the end if there is room now; never waits for room.
    pub fn try_push(&self, item: T) -> Result<(), TryPushError<T>> {
        let mut room = self.room.state.lock().unwrap();
        match *room {
            Count { closed: true, .. } => Err(TryPushError::Closed(item)),
            Count { free: 0, .. } => Err(TryPushError::Full(item)),
            _ => {
                room.free -= 1;
                self.items.lock().unwrap().push_back(item);
                self.filled.give();
                Ok(())
            }
        }
    }

    /// Takes the first item; waits while the queue is empty and open.
    pub fn pop(&self) -> Option<T> {
        let mut filled = self.filled.state.lock().unwrap();
        while filled.free == 0 && !filled.closed {
            filled = self.filled.changed.wait(filled).unwrap();
        }
        filled.free = filled.free.checked_sub(1)?;
        let item = self.items.lock().unwrap().pop_front();
        drop(filled); // `push` takes the locks the other way round
        self.room.give();
        item
    }

    /// Says that nothing more will come. What is in the queue can still be taken.
    pub fn close(&self) {
        self.room.close(); // first: nothing more comes in …
        self.filled.close(); // … before anybody learns that this was all
    }

    /// How many items are in the queue at this moment.
    pub fn len(&self) -> usize {
        self.items.lock().unwrap().len()
    }

    /// How many items there is room for.
    pub fn capacity(&self) -> usize {
        self.capacity
    }
}
