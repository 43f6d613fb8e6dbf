//! Mistake: sixteen locks, and the key decides which: two keys can need the same one. [14]
//! Caught by: contract memo::t3_a_closure_may_ask_for_other_keys
//! Says: asking for key 300 never came back

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use kit::sync::{Arc, Mutex, PoisonError};

/// Remembers what was computed for each key.
pub struct Memo<K, V> {
    stripes: [Mutex<HashMap<K, Arc<V>>>; 16],
}

impl<K: Eq + Hash + Clone, V> Memo<K, V> {
    pub fn new() -> Self {
        Self {
            stripes: std::array::from_fn(|_| Mutex::new(HashMap::new())),
        }
    }

    pub fn get_or_compute(&self, key: K, f: impl FnOnce() -> V) -> Arc<V> {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        let stripe = &self.stripes[hasher.finish() as usize % 16];
        let mut values = stripe.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(values.entry(key).or_insert_with(|| Arc::new(f())))
    }
}

impl<K: Eq + Hash + Clone, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
