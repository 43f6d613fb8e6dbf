//! Mistake: holds the lock of the whole memo while it computes one value. [15]
//! Caught by: contract memo::t2_other_keys_do_not_wait_while_one_is_computed
//! Says: 1 of 2 were there at the same time

use std::{collections::HashMap, hash::Hash};

use kit::sync::{Arc, Mutex, PoisonError};

/// Remembers what was computed for each key.
pub struct Memo<K, V> {
    values: Mutex<HashMap<K, Arc<V>>>,
}

impl<K: Eq + Hash + Clone, V> Memo<K, V> {
    pub fn new() -> Self {
        Self {
            values: Mutex::new(HashMap::new()),
        }
    }

    pub fn get_or_compute(&self, key: K, f: impl FnOnce() -> V) -> Arc<V> {
        let mut values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(values.entry(key).or_insert_with(|| Arc::new(f())))
    }
}

impl<K: Eq + Hash + Clone, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
