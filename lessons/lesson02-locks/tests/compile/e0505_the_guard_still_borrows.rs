//! E0505: a lock cannot be given away while a guard of it lives.

use std::sync::Mutex;

fn main() {
    let total = Mutex::new(0);
    let mut guard = total.lock().unwrap();
    let sum = total.into_inner().unwrap();
    *guard += 1;
    println!("{sum}");
}
