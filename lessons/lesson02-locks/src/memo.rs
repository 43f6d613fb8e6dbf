//! Exercise `memo`: compute each thing once, whoever asks first.

use std::{collections::HashMap, hash::Hash};

use kit::sync::{Arc, Mutex};

/// Remembers what was computed for each key.
#[derive(Debug)]
pub struct Memo<K, V> {
    values: Mutex<HashMap<K, Arc<V>>>,
}

impl<K: Eq + Hash + Clone, V> Memo<K, V> {
    /// A memo that remembers nothing yet.
    pub fn new() -> Self {
        Self {
            values: Mutex::new(HashMap::new()),
        }
    }

    /// The value for `key`; the first who asks computes it with `f`.
    ///
    /// For each key one `f` returns, and only one: whoever asks for the key meanwhile waits for that value,
    /// whoever asks later gets it at once. `f` may ask the memo for other keys.
    ///
    /// * Blocking: waits only for a computation of the same key; waiting costs no processor time. So `f` must not
    ///   need its own key, neither itself nor by way of other keys or threads: a circle of keys waits for itself, for ever.
    ///
    /// # Panics
    ///
    /// A panic of `f` goes on to its caller, and to nobody else: nothing is remembered then, and the next one who
    /// asks, or who waits already, computes the value with its own `f`.
    pub fn get_or_compute(&self, key: K, f: impl FnOnce() -> V) -> Arc<V> {
        let _ = (key, f);
        todo!("compute the value of this key, unless somebody has done so or is doing so")
    }
}

impl<K: Eq + Hash + Clone, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
