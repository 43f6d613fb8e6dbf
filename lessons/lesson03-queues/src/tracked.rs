//! A queue that knows when everything in it is done.

use std::{collections::VecDeque, ops::Deref};

use kit::sync::Mutex;

use crate::Closed;

/// A first-in, first-out queue of tasks, of any length, that can be waited for.
///
/// A task is unfinished from the moment in which [`put`](Self::put) accepts it until its
/// [`Task`] is dropped, whether somebody has taken it or not. The queue needs no thread of its own; if it starts one, that one
/// ends with the queue.
#[derive(Debug)]
pub struct TaskQueue<T> {
    state: Mutex<State<T>>,
}

#[derive(Debug)]
struct State<T> {
    waiting: VecDeque<T>,
    closed: bool,
}

impl<T> TaskQueue<T> {
    /// An empty, open queue.
    pub fn new() -> Self {
        let state = State {
            waiting: VecDeque::new(),
            closed: false,
        };
        Self {
            state: Mutex::new(state),
        }
    }

    /// Adds `task` at the end. A task that is being worked on may put further tasks.
    ///
    /// # Errors
    ///
    /// [`Closed`] with the task, if the queue is closed.
    pub fn put(&self, task: T) -> Result<(), Closed<T>> {
        let _ = task;
        todo!("add the task, which is unfinished from now on")
    }

    /// Takes the first task; waits while no task is there and the queue is open.
    ///
    /// `None` means: closed, and every task has been taken, though some may still be worked on.
    ///
    /// * Blocking: until there is a task or the queue is closed; costs no processor time.
    pub fn take(&self) -> Option<Task<'_, T>> {
        todo!("take the first task; wait while there is none")
    }

    /// Waits until no task is unfinished: none waits, and all that were taken are done.
    ///
    /// Returns at once if that is so already. Any number of threads may wait.
    /// Whether the queue is open or closed makes no difference, and it stays so.
    ///
    /// * Memory order: what was done before a task was dropped happens before this returns.
    /// * Blocking: until the last task is done; costs no processor time. That is for ever if
    ///   nobody takes the tasks, or if the caller itself holds one.
    pub fn join(&self) {
        todo!("wait until every task that was put is done")
    }

    /// Says that no task will come any more. The tasks that wait can still be taken.
    ///
    /// Every [`take`](Self::take) that waits comes back with `None`.
    /// To close twice is to close once.
    pub fn close(&self) {
        todo!("let nothing more in, and wake everybody who waits for a task")
    }
}

impl<T> Default for TaskQueue<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// A task that was taken: `*task` is what was put.
///
/// It is done when it is dropped, also when that happens because its thread panics.
/// The value inside is dropped right after that, and may use the queue while it is.
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
        let _ = self.queue; // here the task is done: who waits for that?
    }
}
