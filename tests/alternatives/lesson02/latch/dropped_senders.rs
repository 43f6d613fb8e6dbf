//! Alternative: everybody who waits makes a channel of their own; at 0 the senders are dropped, which ends each `recv`.

use std::time::Duration;

use kit::sync::{
    Mutex,
    mpsc::{Receiver, Sender, channel},
};

pub struct Latch {
    state: Mutex<State>,
}

struct State {
    count: usize,
    waiting: Vec<Sender<()>>,
}

impl Latch {
    pub fn new(count: usize) -> Self {
        let waiting = Vec::new();
        Self {
            state: Mutex::new(State { count, waiting }),
        }
    }

    pub fn count_down(&self) {
        let mut state = self.state.lock().unwrap();
        if let Some(left) = state.count.checked_sub(1) {
            state.count = left;
        }
        if state.count == 0 {
            state.waiting.clear();
        }
    }

    fn register(&self) -> Option<Receiver<()>> {
        let mut state = self.state.lock().unwrap();
        (state.count > 0).then(|| {
            let (sender, receiver) = channel();
            state.waiting.push(sender);
            receiver
        })
    }

    pub fn wait(&self) {
        if let Some(opened) = self.register() {
            let _ = opened.recv(); // an error: the sender is gone
        }
    }

    pub fn wait_timeout(&self, limit: Duration) -> bool {
        if let Some(opened) = self.register() {
            let _ = opened.recv_timeout(limit);
        }
        self.state.lock().unwrap().count == 0
    }
}
