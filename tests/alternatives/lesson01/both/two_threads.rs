//! Alternative: a thread for each closure; the caller's own only waits.

use std::thread;

/// Calls `left` and `right` at the same time, and returns both answers.
pub fn both<A: Send, B: Send>(
    left: impl FnOnce() -> A + Send,
    right: impl FnOnce() -> B + Send,
) -> (A, B) {
    thread::scope(|scope| {
        let (left, right) = (scope.spawn(left), scope.spawn(right));
        (left.join().unwrap(), right.join().unwrap())
    })
}
