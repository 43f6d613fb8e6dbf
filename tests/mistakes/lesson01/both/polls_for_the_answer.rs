//! Mistake: looks for the answer again and again instead of joining; after a panic it never comes. [36]
//! Caught by: contract both::t3_a_panic_on_one_side_does_not_leave_the_caller_waiting
//! Says: `both` had not returned

use std::{sync::Mutex, thread};

/// Calls `left` and `right` at the same time, and returns both answers.
pub fn both<A: Send, B: Send>(
    left: impl FnOnce() -> A + Send,
    right: impl FnOnce() -> B + Send,
) -> (A, B) {
    let a = Mutex::new(None);
    thread::scope(|s| {
        s.spawn(|| {
            let answer = left();
            *a.lock().unwrap() = Some(answer);
        });
        let b = right();
        loop {
            if let Some(a) = a.lock().unwrap().take() {
                return (a, b);
            }
            thread::yield_now();
        }
    })
}
