//! E0597: `move` moves a borrow into the job, and the borrow ends with its owner.

use std::{sync::Arc, thread};

pub fn execute(job: impl FnOnce() + Send + 'static) {
    thread::spawn(job).join().unwrap();
}

pub fn main() {
    let words = Arc::new(vec!["many", "hands"]);
    let own = &words;
    //~ mend: let own = Arc::clone(&words);
    execute(move || println!("{}", own.len()));
    println!("{}", words.len());
}
