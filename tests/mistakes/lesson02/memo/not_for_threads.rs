//! Mistake: a `RefCell` instead of a lock: right for one thread, and not to be shared. [90]
//! Caught by: build
//! Says: cannot be shared between threads safely

use std::{cell::RefCell, collections::HashMap, hash::Hash};

use kit::sync::Arc;

/// Remembers what was computed for each key.
pub struct Memo<K, V> {
    values: RefCell<HashMap<K, Arc<V>>>,
}

impl<K: Eq + Hash + Clone, V> Memo<K, V> {
    pub fn new() -> Self {
        Self {
            values: RefCell::new(HashMap::new()),
        }
    }

    pub fn get_or_compute(&self, key: K, f: impl FnOnce() -> V) -> Arc<V> {
        if let Some(value) = self.values.borrow().get(&key) {
            return Arc::clone(value);
        }
        let value = Arc::new(f());
        self.values.borrow_mut().insert(key, Arc::clone(&value));
        value
    }
}

impl<K: Eq + Hash + Clone, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
