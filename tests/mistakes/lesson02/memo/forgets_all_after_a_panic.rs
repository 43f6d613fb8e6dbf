//! Mistake: a panic takes the marks away by emptying the whole map.
//! Caught by: contract memo::t5_after_a_panic_the_key_can_be_tried_again
//! Says: what does a panic take away

use std::{
    collections::HashMap,
    hash::Hash,
    panic::{self, AssertUnwindSafe},
};

use kit::sync::{Arc, Condvar, Mutex};

/// Remembers what was computed for each key.
#[derive(Debug)]
pub struct Memo<K, V> {
    /// `None` while it is being computed.
    values: Mutex<HashMap<K, Option<Arc<V>>>>,
    changed: Condvar,
}

impl<K: Eq + Hash + Clone, V> Memo<K, V> {
    pub fn new() -> Self {
        Self {
            values: Mutex::new(HashMap::new()),
            changed: Condvar::new(),
        }
    }

    pub fn get_or_compute(&self, key: K, f: impl FnOnce() -> V) -> Arc<V> {
        let mut values = self.values.lock().unwrap();
        while let Some(known) = values.get(&key) {
            match known {
                Some(value) => return Arc::clone(value),
                None => values = self.changed.wait(values).unwrap(),
            }
        }
        values.insert(key.clone(), None);
        drop(values);
        let computed = panic::catch_unwind(AssertUnwindSafe(f));
        let mut values = self.values.lock().unwrap();
        self.changed.notify_all();
        match computed {
            Ok(value) => {
                let value = Arc::new(value);
                values.insert(key, Some(Arc::clone(&value)));
                value
            }
            Err(payload) => {
                values.clear();
                drop(values);
                panic::resume_unwind(payload)
            }
        }
    }
}

impl<K: Eq + Hash + Clone, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
