//! A learner's condition variables.

use kit::sync::{
    Condvar, Mutex,
    atomic::{AtomicBool, Ordering},
};

pub struct Bell {
    lock: Mutex<()>,
    rung: Condvar,
}

impl Bell {
    pub fn new() -> Self {
        Self {
            lock: Mutex::new(()),
            rung: Condvar::new(),
        }
    }

    pub fn ring(&self) {
        self.rung.notify_all();
    }

    pub fn wait(&self) {
        let guard = self.lock.lock().unwrap();
        drop(self.rung.wait(guard).unwrap());
    }
}

#[derive(Default)]
pub struct Gate {
    open: AtomicBool,
    lock: Mutex<()>,
    changed: Condvar,
}

impl Gate {
    pub fn open(&self) {
        self.open.store(true, Ordering::SeqCst);
        self.changed.notify_all();
    }

    pub fn pass(&self) {
        let mut guard = self.lock.lock().unwrap();
        while !self.open.load(Ordering::SeqCst) {
            guard = self.changed.wait(guard).unwrap();
        }
    }

    pub fn pass_by_asking(&self) {
        while !self.open.load(Ordering::SeqCst) {}
    }
}

pub struct Shelf {
    items: Mutex<Vec<u32>>,
    filled: Condvar,
}

impl Shelf {
    pub fn new() -> Self {
        Self {
            items: Mutex::new(Vec::new()),
            filled: Condvar::new(),
        }
    }

    pub fn put(&self, item: u32) {
        self.items.lock().unwrap().push(item);
        self.filled.notify_all();
    }

    pub fn take(&self) -> u32 {
        let mut items = self.items.lock().unwrap();
        if items.is_empty() {
            items = self.filled.wait(items).unwrap();
        }
        items.pop().expect("somebody filled the shelf")
    }
}
