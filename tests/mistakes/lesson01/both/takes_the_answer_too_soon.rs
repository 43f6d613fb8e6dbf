//! Mistake: drops the thread's handle and reads its answer without waiting for it. [3]
//! Caught by: contract both::t1_both_answers_come_back
//! Says: called `Option::unwrap()` on a `None` value

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
        let a = a.lock().unwrap().take();
        (a.unwrap(), b)
    })
}
