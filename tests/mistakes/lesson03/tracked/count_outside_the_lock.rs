//! Mistake: the count is an atomic beside the lock: the last task can be done between the look and the waiting of `join`. [32]
//! Caught by: race tracked::t14_join_never_returns_before_the_work_is_done
//! Says: the notification of worker is lost

use std::{collections::VecDeque, ops::Deref};

use kit::sync::{
    Condvar, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use crate::Closed;

/// A first-in, first-out queue of tasks, of any length, that can be waited for.
#[derive(Debug)]
pub struct TaskQueue<T> {
    state: Mutex<State<T>>,
    news: Condvar,
    all_done: Condvar,
    unfinished: AtomicUsize,
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
            news: Condvar::new(),
            all_done: Condvar::new(),
            unfinished: AtomicUsize::new(0),
        }
    }

    /// Adds `task` at the end. A task that is being worked on may put further tasks.
    pub fn put(&self, task: T) -> Result<(), Closed<T>> {
        let mut state = self.state.lock().unwrap();
        if state.closed {
            return Err(Closed(task));
        }
        state.waiting.push_back(task);
        self.unfinished.fetch_add(1, Ordering::SeqCst);
        self.news.notify_one();
        Ok(())
    }

    /// Takes the first task; waits while no task is there and the queue is open.
    pub fn take(&self) -> Option<Task<'_, T>> {
        let mut state = self.state.lock().unwrap();
        while state.waiting.is_empty() && !state.closed {
            state = self.news.wait(state).unwrap();
        }
        let value = state.waiting.pop_front()?;
        Some(Task { value, queue: self })
    }

    /// Waits until no task is unfinished: none waits, and all that were taken are done.
    pub fn join(&self) {
        let mut state = self.state.lock().unwrap();
        while self.unfinished.load(Ordering::SeqCst) > 0 {
            state = self.all_done.wait(state).unwrap();
        }
    }

    /// Says that no task will come any more. The tasks that wait can still be taken.
    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.news.notify_all();
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
        if self.queue.unfinished.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.queue.all_done.notify_all();
        }
    }
}
