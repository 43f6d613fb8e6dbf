//! Mistake: takes the mark away when the closure panics, and tells nobody who waits for it.
//! Caught by: contract memo::t6_whoever_waits_for_a_closure_that_panics_computes_the_value
//! Says: neither of the two computed the value

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
        let mut states = self.states.lock().unwrap();
        loop {
            match states.get(&key) {
                Some(State::Done(value)) => return Arc::clone(value),
                Some(State::AtWork) => states = self.changed.wait(states).unwrap(),
                None => break,
            }
        }
        states.insert(key.clone(), State::AtWork);
        drop(states);
        let computed = panic::catch_unwind(AssertUnwindSafe(f));
        let value = match computed {
            Ok(value) => Arc::new(value),
            Err(payload) => {
                self.states.lock().unwrap().remove(&key);
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
