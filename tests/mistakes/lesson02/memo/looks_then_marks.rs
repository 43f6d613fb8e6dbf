//! Mistake: looks whether somebody is at work under one lock, and marks the key under another. [10]
//! Caught by: race memo::t9_two_that_ask_at_the_same_time_get_one_value
//! Says: 2 of them ran

use std::{
    collections::HashMap,
    hash::Hash,
    panic::{self, AssertUnwindSafe},
};

use kit::sync::{Arc, Condvar, Mutex};

/// Remembers what was computed for each key.
pub struct Memo<K, V> {
    states: Mutex<HashMap<K, State<V>>>,
    changed: Condvar,
}

enum State<V> {
    AtWork,
    Done(Arc<V>),
}

impl<K: Eq + Hash + Clone, V> Memo<K, V> {
    pub fn new() -> Self {
        Self {
            states: Mutex::new(HashMap::new()),
            changed: Condvar::new(),
        }
    }

    pub fn get_or_compute(&self, key: K, f: impl FnOnce() -> V) -> Arc<V> {
        loop {
            let mut states = self.states.lock().unwrap();
            match states.get(&key) {
                Some(State::Done(value)) => return Arc::clone(value),
                Some(State::AtWork) => states = self.changed.wait(states).unwrap(),
                None => break,
            }
            drop(states);
        }
        self.states
            .lock()
            .unwrap()
            .insert(key.clone(), State::AtWork);
        let computed = panic::catch_unwind(AssertUnwindSafe(f));
        let value = match computed {
            Ok(value) => Arc::new(value),
            Err(payload) => {
                self.states.lock().unwrap().remove(&key);
                self.changed.notify_all();
                panic::resume_unwind(payload);
            }
        };
        let done = State::Done(Arc::clone(&value));
        self.states.lock().unwrap().insert(key, done);
        self.changed.notify_all();
        value
    }
}

impl<K: Eq + Hash + Clone, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
