//! Alternative: the count is an atomic number; the lock only makes sure that nobody falls asleep between its look and
//! the notification.

use std::time::{Duration, Instant};

use kit::sync::{
    Condvar, Mutex,
    atomic::{AtomicUsize, Ordering},
};

pub struct Latch {
    count: AtomicUsize,
    falling_asleep: Mutex<()>,
    open: Condvar,
}

impl Latch {
    pub fn new(count: usize) -> Self {
        Self {
            count: AtomicUsize::new(count),
            falling_asleep: Mutex::new(()),
            open: Condvar::new(),
        }
    }

    fn is_open(&self) -> bool {
        self.count.load(Ordering::Acquire) == 0
    }

    pub fn count_down(&self) {
        let mut seen = self.count.load(Ordering::Relaxed);
        while seen > 0 {
            match self
                .count
                .compare_exchange(seen, seen - 1, Ordering::AcqRel, Ordering::Relaxed)
            {
                Ok(1) => {
                    drop(self.falling_asleep.lock().unwrap());
                    self.open.notify_all();
                    return;
                }
                Ok(_) => return,
                Err(newer) => seen = newer,
            }
        }
    }

    pub fn wait(&self) {
        let mut guard = self.falling_asleep.lock().unwrap();
        while !self.is_open() {
            guard = self.open.wait(guard).unwrap();
        }
    }

    pub fn wait_timeout(&self, limit: Duration) -> bool {
        let start = Instant::now();
        let mut guard = self.falling_asleep.lock().unwrap();
        loop {
            let left = limit.saturating_sub(start.elapsed());
            if self.is_open() || left.is_zero() {
                return self.is_open();
            }
            guard = self.open.wait_timeout(guard, left).unwrap().0;
        }
    }
}
