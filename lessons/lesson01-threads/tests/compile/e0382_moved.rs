//! E0382: what was moved into a thread is no longer yours.

use std::thread;

pub fn main() {
    let numbers = vec![1, 2, 3];
    let thread = thread::spawn(move || numbers.len());
    //~ mend: let thread = thread::spawn({ let numbers = numbers.clone(); move || numbers.len() });
    println!("{} numbers: {numbers:?}", thread.join().unwrap());
}
