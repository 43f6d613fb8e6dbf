//! Mistake: a timer that is to warn when the call takes too long, and that nobody stops when it does not. [8]
//! Caught by: contract both::t4_no_thread_is_left_behind
//! Says: of its threads still live

use std::{panic, thread, time::Duration};

/// Calls `left` and `right` at the same time, and returns both answers.
pub fn both<A: Send, B: Send>(
    left: impl FnOnce() -> A + Send,
    right: impl FnOnce() -> B + Send,
) -> (A, B) {
    thread::spawn(|| {
        thread::sleep(Duration::from_secs(60));
        eprintln!("both takes more than a minute");
    });
    thread::scope(|scope| {
        let left = scope.spawn(left);
        let right = right(); // this thread would only wait: it can as well work
        let left = left
            .join()
            .unwrap_or_else(|payload| panic::resume_unwind(payload));
        (left, right)
    })
}
