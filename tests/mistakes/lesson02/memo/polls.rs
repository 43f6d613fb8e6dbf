//! Mistake: whoever waits for a value looks again each millisecond. [6]
//! Caught by: contract memo::t8_waiting_costs_no_processor_time
//! Says: woke up
//! Varies: how often it wakes up depends on the machine

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
                    drop(values);
                    kit::thread::sleep(std::time::Duration::from_millis(1));
                    values = self.values.lock().unwrap();
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
                self.ready.notify_all();
                std::panic::resume_unwind(payload)
            }
        };
        self.values
            .lock()
            .unwrap()
            .insert(key, Some(Arc::clone(&value)));
        value
    }
}

impl<K: Eq + Hash + Clone, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
