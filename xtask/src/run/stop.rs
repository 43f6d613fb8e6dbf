//! Ends a program from another thread than the one that watches it.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
    mpsc::SyncSender,
};

use super::process::Message;

/// Ends the program that it was given to, at once or as soon as that starts.
#[derive(Debug, Default)]
pub struct Stop {
    wanted: AtomicBool,
    watcher: Mutex<Option<SyncSender<Message>>>,
}

impl Stop {
    /// The program is not needed any more.
    pub fn now(&self) {
        self.wanted.store(true, Ordering::Release);
        let watcher = self.watcher.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(watcher) = watcher.as_ref() {
            // A full queue means that the watcher is awake.
            let _ = watcher.try_send(Message::Wake);
        }
    }

    /// Whether that has been said.
    pub fn wanted(&self) -> bool {
        self.wanted.load(Ordering::Acquire)
    }

    pub(super) fn wakes(&self, watcher: SyncSender<Message>) {
        *self.watcher.lock().unwrap_or_else(PoisonError::into_inner) = Some(watcher);
    }
}
