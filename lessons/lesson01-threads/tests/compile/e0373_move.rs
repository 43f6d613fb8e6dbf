//! E0373: the thread may outlive the variable that its closure borrows.

use std::thread;

pub fn main() {
    let name = String::from("ann");
    let thread = thread::spawn(|| println!("I am {name}"));
    //~ mend: let thread = thread::spawn(move || println!("I am {name}"));
    thread.join().unwrap();
}
