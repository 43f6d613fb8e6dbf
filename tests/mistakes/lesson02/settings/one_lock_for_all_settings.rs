//! Mistake: the lock that updates take is a `static`: one for all settings of the program.
//! Caught by: contract settings::t1_what_was_set_last_is_read
//! Says: never came back

use kit::sync::{Arc, Mutex, PoisonError, RwLock};

/// Whoever changes settings holds this.
static CHANGING: Mutex<()> = Mutex::new(());

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
        Arc::clone(&self.current.read().unwrap())
    }

    pub fn update(&self, f: impl FnOnce(&T) -> T) {
        let _alone = CHANGING.lock().unwrap_or_else(PoisonError::into_inner);
        let next = Arc::new(f(&self.read()));
        *self.current.write().unwrap() = next;
    }
}
