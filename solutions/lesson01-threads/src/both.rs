//! Exercise `both`: two answers at the same time.

//# solution:
use std::{panic, thread};

//# end
/// Calls `left` and `right` at the same time, and returns both answers.
///
/// Both may borrow what belongs to the caller. The caller's own thread may be one of the two at work.
///
/// * Blocking: returns when both closures, and all threads that it started, have ended.
///
/// # Panics
///
/// Panics if `left` or `right` panics, but only when the other one has ended, too.
///
/// # Example
///
/// ```
/// # use lesson01::both;
/// let text = String::from("many hands");
/// let (length, loud) = both(|| text.len(), || text.to_uppercase());
/// assert_eq!((length, loud.as_str()), (10, "MANY HANDS"));
/// ```
///
/// Source: [`std::thread::scope`].
pub fn both<A: Send, B: Send>(
    left: impl FnOnce() -> A + Send,
    right: impl FnOnce() -> B + Send,
) -> (A, B) {
    //# stub: let _ = (left, right);
    //# stub: todo!("call `left` and `right` at the same time, and return both answers")
    //# solution:
    thread::scope(|scope| {
        let left = scope.spawn(left);
        let right = right(); // this thread would only wait: it can as well work
        let left = left
            .join()
            .unwrap_or_else(|payload| panic::resume_unwind(payload));
        (left, right)
    })
    //# end
}
