//! Alternative: no flag: when the pool is dropped, one message to stop for each worker goes behind the last job.

use std::{
    collections::VecDeque,
    panic::{self, AssertUnwindSafe},
};

use kit::{
    sync::{Arc, Condvar, Mutex},
    thread::{self, JoinHandle},
};

enum Message {
    Do(Box<dyn FnOnce() + Send>),
    Stop,
}

/// The messages, and what tells of each new one.
type Mailbox = (Mutex<VecDeque<Message>>, Condvar);

/// A fixed number of threads that do whatever jobs they are given.
pub struct ThreadPool {
    mailbox: Arc<Mailbox>,
    workers: Vec<JoinHandle<()>>,
}

impl ThreadPool {
    /// A pool of so many threads.
    pub fn new(workers: usize) -> Self {
        assert!(workers > 0, "a pool needs at least one worker");
        let mailbox = Arc::new(Mailbox::default());
        let workers = (0..workers)
            .map(|_| {
                let mailbox = Arc::clone(&mailbox);
                thread::spawn(move || while obey(receive(&mailbox)) {})
            })
            .collect();
        Self { mailbox, workers }
    }

    /// How many threads the pool has.
    pub fn workers(&self) -> usize {
        self.workers.len()
    }

    /// Adds `job` at the end of those that wait.
    pub fn execute(&self, job: impl FnOnce() + Send + 'static) {
        self.send(Message::Do(Box::new(job)));
    }

    /// Does the first job that waits, on the caller's own thread.
    pub fn run_one(&self) -> bool {
        let mut messages = self.mailbox.0.lock().unwrap();
        // Messages to stop are the workers' own.
        if !matches!(messages.front(), Some(Message::Do(_))) {
            return false;
        }
        let job = messages.pop_front();
        drop(messages);
        job.is_some_and(obey)
    }

    fn send(&self, message: Message) {
        let (messages, came) = &*self.mailbox;
        messages.lock().unwrap().push_back(message);
        came.notify_one();
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        self.workers.iter().for_each(|_| self.send(Message::Stop));
        let here = thread::current().id();
        for worker in self.workers.drain(..) {
            if worker.thread().id() != here {
                worker.join().expect("a worker catches every panic");
            }
        }
    }
}

fn receive((messages, came): &Mailbox) -> Message {
    let mut messages = messages.lock().unwrap();
    loop {
        match messages.pop_front() {
            Some(message) => return message,
            None => messages = came.wait(messages).unwrap(),
        }
    }
}

/// Whether there was a job to do.
fn obey(message: Message) -> bool {
    match message {
        Message::Do(job) => {
            let _ = panic::catch_unwind(AssertUnwindSafe(job));
            true
        }
        Message::Stop => false,
    }
}
