//! Alternative: an atomic number and a compare-exchange loop.

use kit::sync::atomic::{AtomicU64, Ordering};

pub struct Counter {
    total: AtomicU64,
}

impl Counter {
    pub fn new() -> Self {
        Self {
            total: AtomicU64::new(0),
        }
    }

    pub fn add(&self, n: u64) {
        let mut seen = self.total.load(Ordering::Relaxed);
        while let Err(newer) =
            self.total
                .compare_exchange(seen, seen + n, Ordering::AcqRel, Ordering::Relaxed)
        {
            seen = newer;
        }
    }

    pub fn total(&self) -> u64 {
        self.total.load(Ordering::Acquire)
    }
}
