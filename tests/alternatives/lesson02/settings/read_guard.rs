//! Alternative: an update runs its closure under the read lock, as one more reader, and upgrades by letting go first;
//! a `Mutex` keeps other updates out meanwhile.

use kit::sync::{Arc, Mutex, PoisonError, RwLock};

pub struct Settings<T> {
    updates: Mutex<()>,
    current: RwLock<Arc<T>>,
}

impl<T> Settings<T> {
    pub fn new(value: T) -> Self {
        Self {
            updates: Mutex::default(),
            current: RwLock::new(value.into()),
        }
    }

    pub fn read(&self) -> Arc<T> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&current)
    }

    pub fn update(&self, f: impl FnOnce(&T) -> T) {
        let only = self.updates.lock().unwrap_or_else(PoisonError::into_inner);
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        let new = f(&current);
        drop(current);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(new);
        drop(only);
    }
}
