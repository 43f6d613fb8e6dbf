//! A learner's tuples: names that are only numbers.

use kit::sync::{Arc, Condvar, Mutex};

/// Two counters; neither field has a name.
#[derive(Default)]
pub struct Score(Mutex<u32>, Mutex<u32>);

impl Score {
    pub fn home(&self) {
        let goals = *self.0.lock().unwrap();
        *self.0.lock().unwrap() = goals + 1;
    }

    pub fn goals(&self) -> u32 {
        *self.0.lock().unwrap() + *self.1.lock().unwrap()
    }
}

/// The lock and its condition variable side by side, as in std's own example.
#[derive(Clone)]
pub struct Latch {
    shared: Arc<(Mutex<bool>, Condvar)>,
}

impl Latch {
    pub fn new() -> Self {
        Self {
            shared: Arc::new((Mutex::new(false), Condvar::new())),
        }
    }

    pub fn open(&self) {
        let (open, changed) = &*self.shared;
        changed.notify_all();
        *open.lock().unwrap() = true;
    }

    pub fn wait(&self) {
        let (open, changed) = &*self.shared;
        let mut guard = open.lock().unwrap();
        while !*guard {
            guard = changed.wait(guard).unwrap();
        }
    }
}
