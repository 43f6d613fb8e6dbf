//! Alternative: the left answer comes through a channel instead of `join`; the right one is worked out here.

use std::{sync::mpsc, thread};

/// Calls `left` and `right` at the same time, and returns both answers.
pub fn both<A: Send, B: Send>(
    left: impl FnOnce() -> A + Send,
    right: impl FnOnce() -> B + Send,
) -> (A, B) {
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || sender.send(left()));
        let right = right();
        let left = receiver
            .recv()
            .expect("`left` gives an answer unless it panics");
        (left, right)
    })
}
