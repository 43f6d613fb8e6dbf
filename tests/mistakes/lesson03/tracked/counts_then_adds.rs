//! Mistake: `put` counts the task under one guard and adds it under the next: the queue can be closed, and found empty, in between. [10]
//! Caught by: race tracked::t18_a_task_is_taken_in_or_given_back_when_the_queue_closes
//! Says: the take after close None

use std::{collections::VecDeque, ops::Deref};

use kit::sync::{Condvar, Mutex};

use crate::Closed;

#[derive(Debug)]
pub struct TaskQueue<T> {
    state: Mutex<State<T>>,
    news: Condvar,
    all_done: Condvar,
}

#[derive(Debug)]
struct State<T> {
    waiting: VecDeque<T>,
    unfinished: usize,
    closed: bool,
}

impl<T> TaskQueue<T> {
    pub fn new() -> Self {
        let state = State {
            waiting: VecDeque::new(),
            unfinished: 0,
            closed: false,
        };
        Self {
            state: Mutex::new(state),
            news: Condvar::new(),
            all_done: Condvar::new(),
        }
    }

    pub fn put(&self, task: T) -> Result<(), Closed<T>> {
        let mut state = self.state.lock().unwrap();
        if state.closed {
            return Err(Closed(task));
        }
        state.unfinished += 1;
        drop(state);
        self.state.lock().unwrap().waiting.push_back(task);
        self.news.notify_one();
        Ok(())
    }

    pub fn take(&self) -> Option<Task<'_, T>> {
        let state = self.state.lock().unwrap();
        let mut state = self
            .news
            .wait_while(state, |state| state.waiting.is_empty() && !state.closed)
            .unwrap();
        let value = state.waiting.pop_front()?;
        Some(Task { value, queue: self })
    }

    pub fn join(&self) {
        let state = self.state.lock().unwrap();
        let _all_done = self
            .all_done
            .wait_while(state, |state| state.unfinished > 0)
            .unwrap();
    }

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
            self.queue.all_done.notify_all();
        }
    }
}
