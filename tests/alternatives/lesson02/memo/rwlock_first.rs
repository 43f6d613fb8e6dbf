//! Alternative: looks under a read lock first, and takes the write lock only to add a key; the value's own lock is a
//! `Mutex<Option<…>>` that whoever computes holds.

use std::{collections::HashMap, hash::Hash};

use kit::sync::{Arc, Mutex, PoisonError, RwLock};

type Slot<V> = Arc<Mutex<Option<Arc<V>>>>;

pub struct Memo<K, V> {
    slots: RwLock<HashMap<K, Slot<V>>>,
}

impl<K: Eq + Hash + Clone, V> Memo<K, V> {
    pub fn new() -> Self {
        Self {
            slots: RwLock::new(HashMap::new()),
        }
    }

    fn slot(&self, key: K) -> Slot<V> {
        if let Some(slot) = self.slots.read().unwrap().get(&key) {
            return Arc::clone(slot);
        }
        // Somebody may have added it since: `entry` looks again.
        Arc::clone(self.slots.write().unwrap().entry(key).or_default())
    }

    pub fn get_or_compute(&self, key: K, f: impl FnOnce() -> V) -> Arc<V> {
        let slot = self.slot(key);
        let mut value = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if value.is_none() {
            *value = Some(Arc::new(f()));
        }
        value.clone().expect("it was just computed")
    }
}

impl<K: Eq + Hash + Clone, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
