//! E0382: the first job has it, and nothing is left for the second one.

use std::{sync::Arc, thread};

pub fn execute(job: impl FnOnce() + Send + 'static) {
    thread::spawn(job).join().unwrap();
}

pub fn main() {
    let words = Arc::new(vec!["many", "hands"]);
    for place in 0..2 {
        let own = words;
        //~ mend: let own = Arc::clone(&words);
        execute(move || println!("{}", own[place]));
    }
}
