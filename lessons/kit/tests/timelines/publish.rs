//! A learner's hand-over without a lock.

use kit::sync::atomic::{AtomicBool, AtomicU64, Ordering};

pub struct Letter {
    text: AtomicU64,
    ready: AtomicBool,
}

impl Letter {
    pub fn new() -> Self {
        Self {
            text: AtomicU64::new(0),
            ready: AtomicBool::new(false),
        }
    }

    pub fn send(&self, text: u64) {
        self.text.store(text, Ordering::Relaxed);
        self.ready.store(true, Ordering::Relaxed);
    }

    pub fn receive(&self) -> Option<u64> {
        let ready = self.ready.load(Ordering::Acquire);
        ready.then(|| self.text.load(Ordering::Relaxed))
    }
}
