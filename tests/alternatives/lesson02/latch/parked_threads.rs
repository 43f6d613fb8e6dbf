//! Alternative: a list of the threads that wait, which park and are unparked; no Condvar.

use std::time::{Duration, Instant};

use kit::{sync::Mutex, thread};

pub struct Latch {
    state: Mutex<(usize, Vec<thread::Thread>)>,
}

impl Latch {
    pub fn new(count: usize) -> Self {
        Self {
            state: Mutex::new((count, Vec::new())),
        }
    }

    pub fn count_down(&self) {
        let mut state = self.state.lock().unwrap();
        state.0 = state.0.saturating_sub(1);
        if state.0 == 0 {
            for thread in state.1.drain(..) {
                thread.unpark();
            }
        }
    }

    fn is_open_or_registers(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        if state.0 > 0 {
            state.1.push(thread::current());
        }
        state.0 == 0
    }

    fn is_open(&self) -> bool {
        self.state.lock().unwrap().0 == 0
    }

    pub fn wait(&self) {
        let mut open = self.is_open_or_registers();
        while !open {
            thread::park();
            open = self.is_open();
        }
    }

    pub fn wait_timeout(&self, limit: Duration) -> bool {
        let start = Instant::now();
        let mut open = self.is_open_or_registers();
        while !open && start.elapsed() < limit {
            thread::park_timeout(limit - start.elapsed());
            open = self.is_open();
        }
        open
    }
}
