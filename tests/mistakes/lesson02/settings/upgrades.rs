//! Mistake: takes the write lock while it still holds the read lock. [21]
//! Caught by: contract settings::t1_what_was_set_last_is_read
//! Says: did not come back, with nobody else there

use kit::sync::{Arc, RwLock};

/// Settings that are read often and changed now and then.
#[derive(Debug)]
pub struct Settings<T> {
    current: RwLock<Arc<T>>,
}

impl<T> Settings<T> {
    pub fn new(value: T) -> Self {
        Self {
            current: RwLock::new(Arc::new(value)),
        }
    }

    pub fn read(&self) -> Arc<T> {
        self.current.read().unwrap().clone()
    }

    pub fn update(&self, f: impl FnOnce(&T) -> T) {
        let old = self.current.read().unwrap();
        let new = Arc::new(f(&old));
        *self.current.write().unwrap() = new;
    }
}
