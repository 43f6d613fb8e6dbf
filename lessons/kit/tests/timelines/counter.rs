//! A learner's counters.

use kit::sync::{
    Mutex,
    atomic::{AtomicU64, Ordering},
};

pub struct Counter {
    total: Mutex<u64>,
}

impl Counter {
    pub fn new() -> Self {
        Self {
            total: Mutex::new(0),
        }
    }

    pub fn add(&self, n: u64) {
        let before = *self.total.lock().unwrap();
        *self.total.lock().unwrap() = before + n;
    }

    pub fn total(&self) -> u64 {
        *self.total.lock().unwrap()
    }
}

pub struct Hits {
    count: AtomicU64,
}

impl Hits {
    pub fn new() -> Self {
        Self {
            count: AtomicU64::new(0),
        }
    }

    pub fn hit(&self) {
        let count = self.count.load(Ordering::SeqCst);
        self.count.store(count + 1, Ordering::SeqCst);
    }

    pub fn count(&self) -> u64 {
        self.count.load(Ordering::SeqCst)
    }
}
