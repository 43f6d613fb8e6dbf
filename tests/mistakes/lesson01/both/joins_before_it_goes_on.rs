//! Mistake: joins the first thread before it starts the second. [1]
//! Caught by: contract both::t2_both_work_at_the_same_time
//! Says: only 1 of 2 were there

use std::thread;

/// Calls `left` and `right` at the same time, and returns both answers.
pub fn both<A: Send, B: Send>(
    left: impl FnOnce() -> A + Send,
    right: impl FnOnce() -> B + Send,
) -> (A, B) {
    thread::scope(|s| {
        let a = s.spawn(left).join().unwrap();
        let b = s.spawn(right).join().unwrap();
        (a, b)
    })
}
