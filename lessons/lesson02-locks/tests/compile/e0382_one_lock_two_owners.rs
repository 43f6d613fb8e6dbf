//! E0382: `move` gives the lock away, and then there is none left for the second thread.

use std::{sync::Mutex, thread};

fn main() {
    let total = Mutex::new(0);
    let one = thread::spawn(move || *total.lock().unwrap() += 1);
    let other = thread::spawn(move || *total.lock().unwrap() += 1);
    one.join().unwrap();
    other.join().unwrap();
}
