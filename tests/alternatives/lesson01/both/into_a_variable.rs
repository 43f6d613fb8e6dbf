//! Alternative: the thread borrows a variable of the caller mutably and puts its answer there; the end of the scope joins it.

use std::thread;

/// Calls `left` and `right` at the same time, and returns both answers.
pub fn both<A: Send, B: Send>(
    left: impl FnOnce() -> A + Send,
    right: impl FnOnce() -> B + Send,
) -> (A, B) {
    let mut answer = None;
    let right = thread::scope(|scope| {
        scope.spawn(|| answer = Some(left()));
        right()
    });
    (answer.expect("the scope has waited for `left`"), right)
}
