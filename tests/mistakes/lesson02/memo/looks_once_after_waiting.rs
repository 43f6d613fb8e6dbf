//! Mistake: looks once when it wakes up, with `if`, and takes another key's value for its own. [30]
//! Caught by: contract memo::t4_whoever_asks_meanwhile_waits_and_gets_the_same_value
//! Says: got its value

use std::{collections::HashMap, hash::Hash};

use kit::sync::{Arc, Condvar, Mutex};

#[derive(Debug)]
pub struct Memo<K, V> {
    values: Mutex<HashMap<K, Option<Arc<V>>>>,
    ready: Condvar,
}

impl<K: Eq + Hash + Clone, V> Memo<K, V> {
    pub fn new() -> Self {
        Self {
            values: Mutex::new(HashMap::new()),
            ready: Condvar::new(),
        }
    }

    pub fn get_or_compute(&self, key: K, f: impl FnOnce() -> V) -> Arc<V> {
        let mut values = self.values.lock().unwrap();
        if let Some(None) = values.get(&key) {
            values = self.ready.wait(values).unwrap();
        }
        if let Some(Some(value)) = values.get(&key) {
            return Arc::clone(value);
        }
        values.insert(key.clone(), None);
        drop(values);
        let value = match std::panic::catch_unwind(std::panic::AssertUnwindSafe(f)) {
            Ok(value) => Arc::new(value),
            Err(payload) => {
                self.values.lock().unwrap().remove(&key);
                self.ready.notify_all();
                std::panic::resume_unwind(payload)
            }
        };
        self.values
            .lock()
            .unwrap()
            .insert(key, Some(Arc::clone(&value)));
        self.ready.notify_all();
        value
    }
}

impl<K: Eq + Hash + Clone, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
