//! A queue that knows when everything in it is done.

use std::{collections::VecDeque, ops::Deref};

//# stub: use kit::sync::Mutex;
//# solution:
use kit::sync::{Condvar, Mutex};
//# end

use crate::Closed;

/// A first-in, first-out queue of tasks, of any length, that can be waited for.
///
/// A task is unfinished from the moment in which [`put`](Self::put) accepts it until its
/// [`Task`] is dropped, whether somebody has taken it or not. The queue needs no thread of its own; if it starts one, that one
/// ends with the queue.
#[derive(Debug)]
pub struct TaskQueue<T> {
    state: Mutex<State<T>>,
    //# solution:
    /// A task has come, or none will come any more.
    news: Condvar,
    all_done: Condvar,
    //# end
}

#[derive(Debug)]
struct State<T> {
    waiting: VecDeque<T>,
    //# solution:
    /// Waiting or taken.
    unfinished: usize,
    //# end
    closed: bool,
}

impl<T> TaskQueue<T> {
    /// An empty, open queue.
    pub fn new() -> Self {
        let state = State {
            waiting: VecDeque::new(),
            //# solution:
            unfinished: 0,
            //# end
            closed: false,
        };
        Self {
            state: Mutex::new(state),
            //# solution:
            news: Condvar::new(),
            all_done: Condvar::new(),
            //# end
        }
    }

    /// Adds `task` at the end. A task that is being worked on may put further tasks.
    ///
    /// # Errors
    ///
    /// [`Closed`] with the task, if the queue is closed.
    pub fn put(&self, task: T) -> Result<(), Closed<T>> {
        //# stub: let _ = task;
        //# stub: todo!("add the task, which is unfinished from now on")
        //# solution:
        let mut state = self.state.lock().unwrap();
        if state.closed {
            return Err(Closed(task));
        }
        state.waiting.push_back(task);
        state.unfinished += 1;
        self.news.notify_one();
        Ok(())
        //# end
    }

    /// Takes the first task; waits while no task is there and the queue is open.
    ///
    /// `None` means: closed, and every task has been taken, though some may still be worked on.
    ///
    /// * Blocking: until there is a task or the queue is closed; costs no processor time.
    pub fn take(&self) -> Option<Task<'_, T>> {
        //# stub: todo!("take the first task; wait while there is none")
        //# solution:
        let state = self.state.lock().unwrap();
        let mut state = self
            .news
            .wait_while(state, |state| state.waiting.is_empty() && !state.closed)
            .unwrap();
        let value = state.waiting.pop_front()?;
        Some(Task { value, queue: self })
        //# end
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
        //# stub: todo!("wait until every task that was put is done")
        //# solution:
        let state = self.state.lock().unwrap();
        let _all_done = self
            .all_done
            .wait_while(state, |state| state.unfinished > 0)
            .unwrap();
        //# end
    }

    /// Says that no task will come any more. The tasks that wait can still be taken.
    ///
    /// Every [`take`](Self::take) that waits comes back with `None`.
    /// To close twice is to close once.
    pub fn close(&self) {
        //# stub: todo!("let nothing more in, and wake everybody who waits for a task")
        //# solution:
        self.state.lock().unwrap().closed = true;
        self.news.notify_all();
        //# end
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
        //# stub: let _ = self.queue; // here the task is done: who waits for that?
        //# solution:
        let mut state = self.queue.state.lock().unwrap();
        state.unfinished -= 1;
        if state.unfinished == 0 {
            self.queue.all_done.notify_all();
        }
        //# end
    }
}
