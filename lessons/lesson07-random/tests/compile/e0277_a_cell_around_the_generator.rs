//! E0277: a `RefCell` lets one thread draw through a shared reference, and only one.

use std::cell::RefCell;
use std::sync::Mutex;
use std::thread;

pub struct Generator(u64);

pub fn main() {
    let generator = RefCell::new(Generator(7));
    //~ mend: let generator = Mutex::new(Generator(7));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| generator.borrow_mut().0 += 1);
            //~ mend: scope.spawn(|| generator.lock().unwrap().0 += 1);
        }
    });
}
