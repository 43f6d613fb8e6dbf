//! Alternative: what is added is sent as a message, and whoever asks for the total adds it up.

use kit::sync::{
    Mutex,
    mpsc::{Receiver, Sender, channel},
};

pub struct Counter {
    added: Sender<u64>,
    counted: Mutex<(Receiver<u64>, u64)>,
}

impl Counter {
    pub fn new() -> Self {
        let (added, arrived) = channel();
        Self {
            added,
            counted: Mutex::new((arrived, 0)),
        }
    }

    pub fn add(&self, n: u64) {
        self.added.send(n).expect("the receiver lives as long as the counter");
    }

    pub fn total(&self) -> u64 {
        let mut counted = self.counted.lock().unwrap();
        let (arrived, total) = &mut *counted;
        while let Ok(n) = arrived.try_recv() {
            *total += n;
        }
        *total
    }
}
