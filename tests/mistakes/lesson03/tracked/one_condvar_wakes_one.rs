//! Mistake: workers and `join` wait on one condition variable, and a new task wakes one of them: it can be `join`. [33]
//! Caught by: race tracked::t15_a_new_task_wakes_a_worker_even_while_join_waits
//! Says: wakes waits_for_all alone

use std::{collections::VecDeque, ops::Deref};

use kit::sync::{Condvar, Mutex};

use crate::Closed;

/// A first-in, first-out queue of tasks, of any length, that can be waited for.
#[derive(Debug)]
pub struct TaskQueue<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

#[derive(Debug)]
struct State<T> {
    waiting: VecDeque<T>,
    unfinished: usize,
    closed: bool,
}

impl<T> TaskQueue<T> {
    /// An empty, open queue.
    pub fn new() -> Self {
        let state = State {
            waiting: VecDeque::new(),
            unfinished: 0,
            closed: false,
        };
        Self {
            state: Mutex::new(state),
            changed: Condvar::new(),
        }
    }

    /// Adds `task` at the end. A task that is being worked on may put further tasks.
    pub fn put(&self, task: T) -> Result<(), Closed<T>> {
        let mut state = self.state.lock().unwrap();
        if state.closed {
            return Err(Closed(task));
        }
        state.waiting.push_back(task);
        state.unfinished += 1;
        self.changed.notify_one();
        Ok(())
    }

    /// Takes the first task; waits while no task is there and the queue is open.
    pub fn take(&self) -> Option<Task<'_, T>> {
        let mut state = self.state.lock().unwrap();
        while state.waiting.is_empty() && !state.closed {
            state = self.changed.wait(state).unwrap();
        }
        let value = state.waiting.pop_front()?;
        Some(Task { value, queue: self })
    }

    /// Waits until no task is unfinished: none waits, and all that were taken are done.
    pub fn join(&self) {
        let mut state = self.state.lock().unwrap();
        while state.unfinished > 0 {
            state = self.changed.wait(state).unwrap();
        }
    }

    /// Says that no task will come any more. The tasks that wait can still be taken.
    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.changed.notify_all();
    }
}

impl<T> Default for TaskQueue<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// A task that was taken: `*task` is what was put. It is done when it is dropped.
#[derive(Debug)]
pub struct Task<'a, T> {
    value: T,
    queue: &'a TaskQueue<T>,
}

impl<T> Deref for Task<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> Drop for Task<'_, T> {
    fn drop(&mut self) {
        let mut state = self.queue.state.lock().unwrap();
        state.unfinished -= 1;
        if state.unfinished == 0 {
            self.queue.changed.notify_all();
        }
    }
}
