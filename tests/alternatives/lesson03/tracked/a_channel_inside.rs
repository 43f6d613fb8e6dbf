//! Alternative: the tasks lie in a channel whose sender is dropped to close; an atomic counts, a lock only guards the waiting.

use std::ops::Deref;

use kit::sync::{
    Condvar, Mutex,
    atomic::{AtomicUsize, Ordering},
    mpsc::{self, Receiver, Sender},
};

use crate::Closed;

/// A first-in, first-out queue of tasks, of any length, that can be waited for.
#[derive(Debug)]
pub struct TaskQueue<T> {
    /// `None` once it is closed.
    sender: Mutex<Option<Sender<T>>>,
    receiver: Mutex<Receiver<T>>,
    unfinished: AtomicUsize,
    join: Mutex<()>,
    all_done: Condvar,
}

impl<T> TaskQueue<T> {
    /// An empty, open queue.
    pub fn new() -> Self {
        let (sender, receiver) = mpsc::channel();
        Self {
            sender: Mutex::new(Some(sender)),
            receiver: Mutex::new(receiver),
            unfinished: AtomicUsize::new(0),
            join: Mutex::new(()),
            all_done: Condvar::new(),
        }
    }

    /// Adds `task` at the end. A task that is being worked on may put further tasks.
    pub fn put(&self, task: T) -> Result<(), Closed<T>> {
        match &*self.sender.lock().unwrap() {
            None => Err(Closed(task)),
            Some(sender) => {
                self.unfinished.fetch_add(1, Ordering::AcqRel); // before it can be taken and done
                sender.send(task).map_err(|unsent| Closed(unsent.0))
            }
        }
    }

    /// Takes the first task; waits while no task is there and the queue is open.
    pub fn take(&self) -> Option<Task<'_, T>> {
        // One waits in `recv`, the others for the lock: nobody works under it.
        let received = self.receiver.lock().unwrap().recv();
        received.ok().map(|value| Task { value, queue: self })
    }

    /// Waits until no task is unfinished: none waits, and all that were taken are done.
    pub fn join(&self) {
        let mut join = self.join.lock().unwrap();
        while self.unfinished.load(Ordering::Acquire) > 0 {
            join = self.all_done.wait(join).unwrap();
        }
    }

    /// Says that no task will come any more. The tasks that wait can still be taken.
    pub fn close(&self) {
        drop(self.sender.lock().unwrap().take());
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
        if self.queue.unfinished.fetch_sub(1, Ordering::AcqRel) == 1 {
            // Under the lock: nobody is between looking at the count and waiting.
            let _join = self.queue.join.lock().unwrap();
            self.queue.all_done.notify_all();
        }
    }
}
