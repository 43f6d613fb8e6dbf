//! Alternative: one lock over a map of states, and one Condvar for all who wait; a guard takes the mark "at work" away
//! when a closure panics.

use std::{
    collections::{HashMap, hash_map::Entry},
    hash::Hash,
};

use kit::sync::{Arc, Condvar, Mutex};

pub struct Memo<K: Eq + Hash, V> {
    states: Mutex<HashMap<K, State<V>>>,
    changed: Condvar,
}

enum State<V> {
    AtWork,
    Done(Arc<V>),
}

/// Takes the mark of its key away and wakes all who wait, unless the work was done.
struct AtWork<'a, K: Eq + Hash, V> {
    memo: &'a Memo<K, V>,
    key: &'a K,
}

impl<K: Eq + Hash, V> Drop for AtWork<'_, K, V> {
    fn drop(&mut self) {
        let mut states = self.memo.states.lock().unwrap();
        if let Some(State::AtWork) = states.get(self.key) {
            states.remove(self.key);
        }
        drop(states);
        self.memo.changed.notify_all();
    }
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
            match states.entry(key.clone()) {
                Entry::Vacant(entry) => {
                    entry.insert(State::AtWork);
                    break;
                }
                Entry::Occupied(entry) => {
                    if let State::Done(value) = entry.get() {
                        return Arc::clone(value);
                    }
                }
            }
            states = self.changed.wait(states).unwrap();
        }
        drop(states);
        let at_work = AtWork {
            memo: self,
            key: &key,
        };
        let value = Arc::new(f());
        let done = State::Done(Arc::clone(&value));
        self.states.lock().unwrap().insert(key.clone(), done);
        drop(at_work);
        value
    }
}

impl<K: Eq + Hash + Clone, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
