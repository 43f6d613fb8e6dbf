//! E0277: a `Cell` can be changed through `&`, but by one thread only.

use std::{cell::Cell, thread};

fn main() {
    let total = Cell::new(0);
    thread::scope(|scope| {
        scope.spawn(|| total.set(total.get() + 1));
    });
}
