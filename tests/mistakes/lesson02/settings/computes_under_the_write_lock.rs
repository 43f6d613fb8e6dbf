//! Mistake: calls the closure under the write lock, so all readers wait for it. [15]
//! Caught by: contract settings::t3_nobody_waits_for_a_closure_that_runs
//! Says: 0 of 2 got through

use kit::sync::{Arc, PoisonError, RwLock};

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
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&current)
    }

    pub fn update(&self, f: impl FnOnce(&T) -> T) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        *current = Arc::new(f(&current));
    }
}
