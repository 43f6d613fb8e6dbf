//! E0310: the function may borrow what is gone before the thread is.

use std::thread::{self, JoinHandle};

fn start(mut f: impl FnMut() + Send) -> JoinHandle<()> {
    thread::spawn(move || f())
}

fn main() {
    let _ = start(|| {}).join();
}
