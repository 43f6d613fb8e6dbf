//! E0521: the caller's borrow would escape into a thread that may live for ever.

use std::thread;

pub fn sum(numbers: &[i32]) -> i32 {
    thread::spawn(move || numbers.iter().sum()).join().unwrap()
    //~ mend: thread::scope(|scope| scope.spawn(|| numbers.iter().sum()).join().unwrap())
}
