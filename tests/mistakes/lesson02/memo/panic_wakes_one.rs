//! Mistake: after a panic wakes one of those who sleep, and that one may wait for another key. [33]
//! Caught by: contract memo::t7_who_waits_for_one_key_does_not_wait_for_another
//! Says: the call of the one that waited for rust never came back

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
        loop {
            match values.get(&key) {
                Some(Some(value)) => return Arc::clone(value),
                Some(None) => {
                    values = self.ready.wait(values).unwrap();
                }
                None => break,
            }
        }
        values.insert(key.clone(), None);
        drop(values);
        let value = match std::panic::catch_unwind(std::panic::AssertUnwindSafe(f)) {
            Ok(value) => Arc::new(value),
            Err(payload) => {
                self.values.lock().unwrap().remove(&key);
                self.ready.notify_one();
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
