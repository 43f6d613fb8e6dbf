//! Mistake: a panic takes the key's place out of the map, but those who wait there go on with it.
//! Caught by: contract memo::t6_whoever_waits_for_a_closure_that_panics_computes_the_value
//! Says: of their 3 closures

use std::{
    collections::HashMap,
    hash::Hash,
    panic::{self, AssertUnwindSafe},
};

use kit::sync::{Arc, Mutex, OnceLock};

/// Remembers what was computed for each key.
#[derive(Debug)]
pub struct Memo<K, V> {
    places: Mutex<HashMap<K, Arc<OnceLock<Arc<V>>>>>,
}

impl<K: Eq + Hash + Clone, V> Memo<K, V> {
    pub fn new() -> Self {
        Self {
            places: Mutex::new(HashMap::new()),
        }
    }

    pub fn get_or_compute(&self, key: K, f: impl FnOnce() -> V) -> Arc<V> {
        let mut places = self.places.lock().unwrap();
        let place = Arc::clone(places.entry(key.clone()).or_default());
        drop(places);
        let compute = || Arc::clone(place.get_or_init(|| Arc::new(f())));
        panic::catch_unwind(AssertUnwindSafe(compute)).unwrap_or_else(|payload| {
            self.places.lock().unwrap().remove(&key);
            panic::resume_unwind(payload)
        })
    }
}

impl<K: Eq + Hash + Clone, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
