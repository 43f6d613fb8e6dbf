//! Alternative: an `RwLock`, so that those who only read the total do not wait for one another.

use kit::sync::RwLock;

pub struct Counter {
    total: RwLock<u64>,
}

impl Counter {
    pub fn new() -> Self {
        Self {
            total: RwLock::new(0),
        }
    }

    pub fn add(&self, n: u64) {
        let mut total = self.total.write().unwrap();
        *total += n;
    }

    pub fn total(&self) -> u64 {
        *self.total.read().unwrap()
    }
}
