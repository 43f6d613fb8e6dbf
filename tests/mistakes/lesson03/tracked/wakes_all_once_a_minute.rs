//! Mistake: wakes everybody once a minute, to be on the safe side, and goes on with that when the queue is gone. [8]
//! Caught by: contract tracked::t13_no_thread_is_left_behind
//! Says: of its threads still live

use std::{collections::VecDeque, ops::Deref, time::Duration};

use kit::{
    sync::{Arc, Condvar, Mutex},
    thread,
};

use crate::Closed;

/// A first-in, first-out queue of tasks, of any length, that can be waited for.
#[derive(Debug)]
pub struct TaskQueue<T> {
    state: Mutex<State<T>>,
    /// A task has come, or none will come any more.
    news: Arc<Condvar>,
    all_done: Condvar,
}

#[derive(Debug)]
struct State<T> {
    waiting: VecDeque<T>,
    /// Waiting or taken.
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
        let news = Arc::new(Condvar::new());
        let safe_side = Arc::clone(&news);
        thread::spawn(move || {
            loop {
                thread::sleep(Duration::from_secs(60));
                safe_side.notify_all();
            }
        });
        Self {
            state: Mutex::new(state),
            news,
            all_done: Condvar::new(),
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
        self.news.notify_one();
        Ok(())
    }

    /// Takes the first task; waits while no task is there and the queue is open.
    pub fn take(&self) -> Option<Task<'_, T>> {
        let state = self.state.lock().unwrap();
        let mut state = self
            .news
            .wait_while(state, |state| state.waiting.is_empty() && !state.closed)
            .unwrap();
        let value = state.waiting.pop_front()?;
        Some(Task { value, queue: self })
    }

    /// Waits until no task is unfinished: none waits, and all that were taken are done.
    pub fn join(&self) {
        let state = self.state.lock().unwrap();
        let _all_done = self
            .all_done
            .wait_while(state, |state| state.unfinished > 0)
            .unwrap();
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

/// A task that was taken: `*task` is what was put.
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
