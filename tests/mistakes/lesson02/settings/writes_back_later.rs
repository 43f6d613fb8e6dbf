//! Mistake: reads, computes without any lock, and writes over whatever is there by then. [12]
//! Caught by: race settings::t5_no_update_is_lost
//! Says: an update was lost

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
        let new = Arc::new(f(&self.read()));
        *self.current.write().unwrap() = new;
    }
}
