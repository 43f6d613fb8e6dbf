//! Mistake: looks, lets go, and computes: two threads that both find nothing both compute. [10]
//! Caught by: contract memo::t4_whoever_asks_meanwhile_waits_and_gets_the_same_value
//! Says: how does the second one know

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
        if let Some(value) = self.values.lock().unwrap().get(&key) {
            return Arc::clone(value);
        }
        let value = Arc::new(f());
        self.values.lock().unwrap().insert(key, Arc::clone(&value));
        value
    }
}

impl<K: Eq + Hash + Clone, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
