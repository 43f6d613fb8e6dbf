//! Mistake: changes the value in place, which nobody may hold then.
//! Caught by: contract settings::t2_what_was_read_stays_and_holds_up_no_update
//! Says: the update panicked with "nobody else holds the settings"

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
        self.current.read().unwrap().clone()
    }

    pub fn update(&self, f: impl FnOnce(&T) -> T) {
        let _one_at_a_time = self.updates.lock().unwrap_or_else(PoisonError::into_inner);
        let new = f(&self.read());
        let mut current = self.current.write().unwrap();
        *Arc::get_mut(&mut current).expect("nobody else holds the settings") = new;
    }
}
