//! Mistake: reads again inside a `match` whose head still holds the read lock. [26]
//! Caught by: race settings::t6_who_reads_while_another_thread_updates_gets_through
//! Says: wait for each other, for ever

use kit::sync::{Arc, Mutex, PoisonError, RwLock};

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
        match self.current.read() {
            Ok(_) => Arc::clone(&self.current.read().unwrap()),
            Err(poisoned) => Arc::clone(&poisoned.into_inner()),
        }
    }

    pub fn update(&self, f: impl FnOnce(&T) -> T) {
        let _alone = self.updates.lock().unwrap_or_else(PoisonError::into_inner);
        let new = Arc::new(f(&self.read()));
        *self.current.write().unwrap() = new;
    }
}
