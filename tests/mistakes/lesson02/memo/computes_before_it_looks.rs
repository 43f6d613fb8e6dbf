//! Mistake: computes first, and only then looks whether that was necessary.
//! Caught by: contract memo::t1_a_key_is_computed_once_and_remembered
//! Says: rust again

use std::{collections::HashMap, hash::Hash};

use kit::sync::{Arc, Mutex};

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
        let value = Arc::new(f());
        let mut values = self.values.lock().unwrap();
        Arc::clone(values.entry(key).or_insert(value))
    }
}

impl<K: Eq + Hash + Clone, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
