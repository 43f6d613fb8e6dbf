//! E0310: a function hands a job on, and does not say that the job owns all it needs.

use std::thread;

pub fn execute(job: impl FnOnce() + Send + 'static) {
    thread::spawn(job).join().unwrap();
}

pub fn twice<F: Fn() + Send + Copy>(job: F) {
    //~ mend: pub fn twice<F: Fn() + Send + Copy + 'static>(job: F) {
    execute(job);
    execute(job);
}

pub fn main() {
    twice(|| println!("many hands"));
}
