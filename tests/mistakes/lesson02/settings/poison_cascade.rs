//! Mistake: after one closure has panicked, `unwrap` lets every later update panic, too. [17]
//! Caught by: contract settings::t4_a_closure_that_panics_changes_nothing_and_the_next_update_works
//! Says: then the next update panicked with

use kit::sync::{Arc, Mutex, RwLock};

/// Settings that are read often and changed now and then.
#[derive(Debug)]
pub struct Settings<T> {
    current: RwLock<Arc<T>>,
    updates: Mutex<()>,
}

impl<T> Settings<T> {
    pub fn new(value: T) -> Self {
        Self {
            current: RwLock::new(Arc::new(value)),
            updates: Mutex::new(()),
        }
    }

    pub fn read(&self) -> Arc<T> {
        self.current.read().unwrap().clone()
    }

    pub fn update(&self, f: impl FnOnce(&T) -> T) {
        let _one_at_a_time = self.updates.lock().unwrap();
        let new = Arc::new(f(&self.read()));
        *self.current.write().unwrap() = new;
    }
}
