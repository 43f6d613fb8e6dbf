//! Mistake: marks that somebody is at work, and forgets the mark when the closure panics.
//! Caught by: contract settings::t4_a_closure_that_panics_changes_nothing_and_the_next_update_works
//! Says: then the next update never came back

use kit::sync::{Arc, Condvar, Mutex, RwLock};

/// Settings that are read often and changed now and then.
#[derive(Debug)]
pub struct Settings<T> {
    current: RwLock<Arc<T>>,
    at_work: Mutex<bool>,
    done: Condvar,
}

impl<T> Settings<T> {
    pub fn new(value: T) -> Self {
        Self {
            current: RwLock::new(Arc::new(value)),
            at_work: Mutex::new(false),
            done: Condvar::new(),
        }
    }

    pub fn read(&self) -> Arc<T> {
        self.current.read().unwrap().clone()
    }

    pub fn update(&self, f: impl FnOnce(&T) -> T) {
        let mut at_work = self.at_work.lock().unwrap();
        while *at_work {
            at_work = self.done.wait(at_work).unwrap();
        }
        *at_work = true;
        drop(at_work);
        let new = Arc::new(f(&self.read()));
        *self.current.write().unwrap() = new;
        *self.at_work.lock().unwrap() = false;
        self.done.notify_one();
    }
}
