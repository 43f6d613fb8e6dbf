//! Mistake: calls one closure and then the other, on the caller's own thread.
//! Caught by: contract both::t2_both_work_at_the_same_time
//! Says: only 1 of 2 were there

/// Calls `left` and `right`, and returns both answers.
pub fn both<A: Send, B: Send>(
    left: impl FnOnce() -> A + Send,
    right: impl FnOnce() -> B + Send,
) -> (A, B) {
    (left(), right())
}
