//! Exercise `memo`: compute each thing once, whoever asks first.

use std::{collections::HashMap, hash::Hash};

//# solution:
use kit::sync::PoisonError;
//# end
use kit::sync::{Arc, Mutex};

/// Remembers what was computed for each key.
#[derive(Debug)]
pub struct Memo<K, V> {
    //# stub: values: Mutex<HashMap<K, Arc<V>>>,
    //# solution:
    // A lock for each value: whoever computes one holds that lock alone.
    slots: Mutex<HashMap<K, Slot<V>>>,
    //# end
}
//# solution:

type Slot<V> = Arc<Mutex<Option<Arc<V>>>>;
//# end

impl<K: Eq + Hash + Clone, V> Memo<K, V> {
    /// A memo that remembers nothing yet.
    pub fn new() -> Self {
        Self {
            //# stub: values: Mutex::new(HashMap::new()),
            //# solution:
            slots: Mutex::new(HashMap::new()),
            //# end
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
        //# stub: let _ = (key, f);
        //# stub: todo!("compute the value of this key, unless somebody has done so or is doing so")
        //# solution:
        let slot = Arc::clone(self.slots.lock().unwrap().entry(key).or_default());
        // Here the map is free again: the computation holds up nobody but those who want its value.
        let mut value = slot.lock().unwrap_or_else(PoisonError::into_inner);
        // A panic of an earlier `f` has left the slot empty, which is no harm.
        Arc::clone(value.get_or_insert_with(|| Arc::new(f())))
        //# end
    }
}

impl<K: Eq + Hash + Clone, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
