//! Alternative: two `Mutex`es, and the one that updates take holds the newest value; readers get copies of the pointer.

use kit::sync::{Arc, Mutex, PoisonError};

pub struct Settings<T> {
    newest: Mutex<Arc<T>>,
    shown: Mutex<Arc<T>>,
}

impl<T> Settings<T> {
    pub fn new(value: T) -> Self {
        let value = Arc::new(value);
        Self {
            newest: Mutex::new(Arc::clone(&value)),
            shown: Mutex::new(value),
        }
    }

    pub fn read(&self) -> Arc<T> {
        self.shown.lock().unwrap().clone()
    }

    pub fn update(&self, f: impl FnOnce(&T) -> T) {
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        *newest = Arc::new(f(&newest));
        *self.shown.lock().unwrap() = newest.clone();
    }
}
