//! Mistake: marks the key as being computed, and leaves the mark there when the closure panics.
//! Caught by: contract memo::t5_after_a_panic_the_key_can_be_tried_again
//! Says: never came back

use std::{collections::HashMap, hash::Hash};

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
        let value = Arc::new(f());
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
