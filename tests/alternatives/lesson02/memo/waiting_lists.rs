//! Alternative: whoever comes while a key is computed leaves a channel, and is sent the value; a dropped sender means
//! "it failed, try again".

use std::{collections::HashMap, hash::Hash};

use kit::sync::{
    Arc, Mutex,
    mpsc::{Sender, channel},
};

pub struct Memo<K, V> {
    entries: Mutex<HashMap<K, Entry<V>>>,
}

enum Entry<V> {
    Waiting(Vec<Sender<Arc<V>>>),
    Done(Arc<V>),
}

/// Removes the entry of a computation that did not finish, and with it the senders of all who wait.
struct Unfinished<'a, K: Eq + Hash, V>(&'a Memo<K, V>, Option<K>);

impl<K: Eq + Hash, V> Drop for Unfinished<'_, K, V> {
    fn drop(&mut self) {
        if let Some(key) = self.1.take() {
            self.0.entries.lock().unwrap().remove(&key);
        }
    }
}

impl<K: Eq + Hash + Clone, V> Memo<K, V> {
    pub fn new() -> Self {
        Self {
            entries: Mutex::new(HashMap::new()),
        }
    }

    pub fn get_or_compute(&self, key: K, f: impl FnOnce() -> V) -> Arc<V> {
        loop {
            let mut entries = self.entries.lock().unwrap();
            match entries.get_mut(&key) {
                Some(Entry::Done(value)) => return Arc::clone(value),
                Some(Entry::Waiting(waiting)) => {
                    let (sender, receiver) = channel();
                    waiting.push(sender);
                    drop(entries);
                    if let Ok(value) = receiver.recv() {
                        return value;
                    }
                }
                None => {
                    entries.insert(key.clone(), Entry::Waiting(Vec::new()));
                    break;
                }
            }
        }
        let mut unfinished = Unfinished(self, Some(key));
        let value = Arc::new(f());
        let key = unfinished.1.take().expect("it was put in above");
        let done = Entry::Done(Arc::clone(&value));
        let entry = self.entries.lock().unwrap().insert(key, done);
        if let Some(Entry::Waiting(waiting)) = entry {
            for sender in waiting {
                let _ = sender.send(Arc::clone(&value));
            }
        }
        value
    }
}

impl<K: Eq + Hash + Clone, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
