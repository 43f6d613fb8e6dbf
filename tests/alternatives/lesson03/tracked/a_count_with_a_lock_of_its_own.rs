//! Alternative: list and count have a lock each; a task is counted before anybody can take it.

use std::{collections::VecDeque, ops::Deref};

use kit::sync::{Condvar, Mutex};

use crate::Closed;

/// A first-in, first-out queue of tasks, of any length, that can be waited for.
#[derive(Debug)]
pub struct TaskQueue<T> {
    list: Mutex<List<T>>,
    news: Condvar,
    unfinished: Mutex<usize>,
    all_done: Condvar,
}

#[derive(Debug)]
struct List<T> {
    waiting: VecDeque<T>,
    closed: bool,
}

impl<T> TaskQueue<T> {
    /// An empty, open queue.
    pub fn new() -> Self {
        let list = List {
            waiting: VecDeque::new(),
            closed: false,
        };
        Self {
            list: Mutex::new(list),
            news: Condvar::new(),
            unfinished: Mutex::new(0),
            all_done: Condvar::new(),
        }
    }

    /// Adds `task` at the end. A task that is being worked on may put further tasks.
    pub fn put(&self, task: T) -> Result<(), Closed<T>> {
        let mut list = self.list.lock().unwrap();
        if list.closed {
            return Err(Closed(task));
        }
        *self.unfinished.lock().unwrap() += 1;
        list.waiting.push_back(task);
        drop(list);
        self.news.notify_one();
        Ok(())
    }

    /// Takes the first task; waits while no task is there and the queue is open.
    pub fn take(&self) -> Option<Task<'_, T>> {
        let list = self.list.lock().unwrap();
        let none = |list: &mut List<T>| list.waiting.is_empty() && !list.closed;
        let value = self
            .news
            .wait_while(list, none)
            .unwrap()
            .waiting
            .pop_front();
        value.map(|value| Task { value, queue: self })
    }

    /// Waits until no task is unfinished: none waits, and all that were taken are done.
    pub fn join(&self) {
        let unfinished = self.unfinished.lock().unwrap();
        drop(self.all_done.wait_while(unfinished, |count| *count > 0));
    }

    /// Says that no task will come any more. The tasks that wait can still be taken.
    pub fn close(&self) {
        self.list.lock().unwrap().closed = true;
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
        *self.queue.unfinished.lock().unwrap() -= 1;
        self.queue.all_done.notify_all();
    }
}
