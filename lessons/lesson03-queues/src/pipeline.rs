//! Hands in a row: each does its part and passes the piece on.

use std::thread;

/// Sends every item of `source` through `stage1`, then `stage2`; returns what comes out, in order.
///
/// The source and the two stages work at the same time, each on a thread of its own (one of them
/// may be the caller's). Where one hands over to the next, up to `capacity` items can wait; when so
/// many do, the one before stands still until there is room. With 0 it waits until
/// the next one takes the item from its hand. So at most `2 * capacity + 3` items are on the way:
/// those that wait, and one in each hand.
///
/// * Blocking: until the last item has passed and all threads that it started have ended. An endless
///   source is welcome: it ends when a stage panics.
///
/// # Errors
///
/// The payload of a panic in the source or in a stage; of several, one of them. The others stop
/// when they next hand over or ask for an item, and what was on the way is dropped.
pub fn pipeline<A, B, C>(
    source: impl Iterator<Item = A> + Send,
    stage1: impl FnMut(A) -> B + Send,
    stage2: impl FnMut(B) -> C + Send,
    capacity: usize,
) -> thread::Result<Vec<C>>
where
    A: Send,
    B: Send,
    C: Send,
{
    let _ = (source, stage1, stage2);
    todo!("a thread for each, and room for {capacity} items where they hand over")
}
