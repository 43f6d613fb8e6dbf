//! E0373: a job borrows a variable of the function that gives it.

use std::thread;

pub fn execute(job: impl FnOnce() + Send + 'static) {
    thread::spawn(job).join().unwrap();
}

pub fn main() {
    let text = String::from("many hands");
    execute(|| println!("{text}"));
    //~ mend: execute(move || println!("{text}"));
}
