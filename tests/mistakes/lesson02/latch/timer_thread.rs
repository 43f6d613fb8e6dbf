//! Mistake: starts a thread that wakes it when the time is over, and leaves that thread behind. [8]
//! Caught by: contract latch::t7_wait_timeout_leaves_no_thread_behind
//! Says: 1 of its threads lived on

use std::time::{Duration, Instant};

use kit::{
    sync::{Arc, Condvar, Mutex},
    thread,
};

/// Lets threads wait until a count has come down to 0.
#[derive(Debug)]
pub struct Latch {
    count: Mutex<usize>,
    zero: Arc<Condvar>,
}

impl Latch {
    pub fn new(count: usize) -> Self {
        Self {
            count: Mutex::new(count),
            zero: Arc::default(),
        }
    }

    pub fn count_down(&self) {
        let mut count = self.count.lock().unwrap();
        if *count > 0 {
            *count -= 1;
        }
        if *count == 0 {
            self.zero.notify_all();
        }
    }

    pub fn wait(&self) {
        let mut count = self.count.lock().unwrap();
        while *count > 0 {
            count = self.zero.wait(count).unwrap();
        }
    }

    pub fn wait_timeout(&self, limit: Duration) -> bool {
        let start = Instant::now();
        let over = Arc::clone(&self.zero);
        thread::spawn(move || {
            thread::sleep(limit);
            over.notify_all();
        });
        let mut count = self.count.lock().unwrap();
        while *count > 0 && start.elapsed() < limit {
            count = self.zero.wait(count).unwrap();
        }
        *count == 0
    }
}
