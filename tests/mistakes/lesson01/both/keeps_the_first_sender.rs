//! Mistake: both threads send, and two messages are waited for: after a panic one never comes, and the first sender keeps the channel open. [44]
//! Caught by: contract both::t3_a_panic_on_one_side_does_not_leave_the_caller_waiting
//! Says: `both` had not returned

use std::{sync::mpsc, thread};

enum Answer<A, B> {
    Left(A),
    Right(B),
}

/// Calls `left` and `right` at the same time, and returns both answers.
pub fn both<A: Send, B: Send>(
    left: impl FnOnce() -> A + Send,
    right: impl FnOnce() -> B + Send,
) -> (A, B) {
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        let left_sender = sender.clone();
        scope.spawn(move || left_sender.send(Answer::Left(left())).unwrap());
        let right_sender = sender.clone();
        scope.spawn(move || right_sender.send(Answer::Right(right())).unwrap());
        let (mut a, mut b) = (None, None);
        for _ in 0..2 {
            match receiver.recv().unwrap() {
                Answer::Left(answer) => a = Some(answer),
                Answer::Right(answer) => b = Some(answer),
            }
        }
        (a.unwrap(), b.unwrap())
    })
}
