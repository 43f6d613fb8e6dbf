//! Mistake: the closure panics under the lock of its value, and `unwrap` lets all who ask later panic, too. [17]
//! Caught by: contract memo::t5_after_a_panic_the_key_can_be_tried_again
//! Says: panicked with

use std::{collections::HashMap, hash::Hash};

use kit::sync::{Arc, Mutex};

/// Remembers what was computed for each key.
pub struct Memo<K, V> {
    slots: Mutex<HashMap<K, Slot<V>>>,
}

type Slot<V> = Arc<Mutex<Option<Arc<V>>>>;

impl<K: Eq + Hash + Clone, V> Memo<K, V> {
    pub fn new() -> Self {
        Self {
            slots: Mutex::new(HashMap::new()),
        }
    }

    pub fn get_or_compute(&self, key: K, f: impl FnOnce() -> V) -> Arc<V> {
        let slot = Arc::clone(self.slots.lock().unwrap().entry(key).or_default());
        let mut value = slot.lock().unwrap();
        Arc::clone(value.get_or_insert_with(|| Arc::new(f())))
    }
}

impl<K: Eq + Hash + Clone, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
