//! E0277: two threads share the one receiver of a channel.

use std::{sync::mpsc, thread};

fn main() {
    let (_queue, jobs) = mpsc::channel::<u32>();
    thread::scope(|scope| {
        scope.spawn(|| jobs.recv());
        scope.spawn(|| jobs.recv());
    });
}
