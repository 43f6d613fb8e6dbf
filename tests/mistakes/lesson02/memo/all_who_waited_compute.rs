//! Mistake: whoever has waited and finds no value computes one, and leaves no mark: all who waited do so at once.
//! Caught by: contract memo::t6_whoever_waits_for_a_closure_that_panics_computes_the_value
//! Says: of their 3 closures
//! Varies: the third one may find the value already.

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
        match values.get(&key) {
            Some(Some(value)) => return Arc::clone(value),
            Some(None) => {
                let busy = |values: &mut HashMap<K, _>| matches!(values.get(&key), Some(None));
                values = self.changed.wait_while(values, busy).unwrap();
                if let Some(Some(value)) = values.get(&key) {
                    return Arc::clone(value);
                }
            }
            None => _ = values.insert(key.clone(), None),
        }
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
                values.remove(&key);
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
