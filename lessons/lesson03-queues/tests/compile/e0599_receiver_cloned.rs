//! E0599: a receiver cannot be cloned as a sender can.

use std::{sync::mpsc, thread};

fn main() {
    let (_queue, jobs) = mpsc::channel::<u32>();
    let same_jobs = jobs.clone();
    thread::spawn(move || same_jobs.recv());
}
