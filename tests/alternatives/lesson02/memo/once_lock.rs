//! Alternative: a `OnceLock` for each key, in a map behind a `Mutex`.

use std::{collections::HashMap, hash::Hash};

use kit::sync::{Arc, Mutex, OnceLock};

pub struct Memo<K, V> {
    cells: Mutex<HashMap<K, Arc<OnceLock<Arc<V>>>>>,
}

impl<K: Eq + Hash + Clone, V> Memo<K, V> {
    pub fn new() -> Self {
        let cells = Mutex::new(HashMap::new());
        Self { cells }
    }

    pub fn get_or_compute(&self, key: K, f: impl FnOnce() -> V) -> Arc<V> {
        let cell = Arc::clone(self.cells.lock().unwrap().entry(key).or_default());
        cell.get_or_init(|| Arc::new(f())).clone()
    }
}

impl<K: Eq + Hash + Clone, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
