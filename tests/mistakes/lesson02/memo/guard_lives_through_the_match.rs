//! Mistake: locks in a `match`, so that the guard lives through all its arms, and locks again in one of them. [20]
//! Caught by: contract memo::t1_a_key_is_computed_once_and_remembered
//! Says: did not come back, with nobody else there

use std::{collections::HashMap, hash::Hash};

use kit::sync::{Arc, Mutex};

#[derive(Debug)]
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
        match self.values.lock().unwrap().get(&key) {
            Some(value) => Arc::clone(value),
            None => {
                let value = Arc::new(f());
                self.values.lock().unwrap().insert(key, Arc::clone(&value));
                value
            }
        }
    }
}

impl<K: Eq + Hash + Clone, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
