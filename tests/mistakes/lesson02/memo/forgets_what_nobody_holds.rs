//! Mistake: keeps a `Weak`, so a value is gone as soon as nobody holds it.
//! Caught by: contract memo::t1_a_key_is_computed_once_and_remembered
//! Says: rust again

use std::{collections::HashMap, hash::Hash};

use kit::sync::{Arc, Mutex, PoisonError, Weak};

/// Remembers what was computed for each key.
#[derive(Debug)]
pub struct Memo<K, V> {
    places: Mutex<HashMap<K, Arc<Mutex<Weak<V>>>>>,
}

impl<K: Eq + Hash + Clone, V> Memo<K, V> {
    pub fn new() -> Self {
        Self {
            places: Mutex::new(HashMap::new()),
        }
    }

    pub fn get_or_compute(&self, key: K, f: impl FnOnce() -> V) -> Arc<V> {
        let place = Arc::clone(self.places.lock().unwrap().entry(key).or_default());
        let mut known = place.lock().unwrap_or_else(PoisonError::into_inner);
        known.upgrade().unwrap_or_else(|| {
            let value = Arc::new(f());
            *known = Arc::downgrade(&value);
            value
        })
    }
}

impl<K: Eq + Hash + Clone, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
