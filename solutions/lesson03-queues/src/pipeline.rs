//! Hands in a row: each does its part and passes the piece on.

//# stub: use std::thread;
//# solution:
use std::{sync::mpsc, thread};
//# end

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
    //# stub: stage1: impl FnMut(A) -> B + Send,
    //# stub: stage2: impl FnMut(B) -> C + Send,
    //# solution:
    mut stage1: impl FnMut(A) -> B + Send,
    mut stage2: impl FnMut(B) -> C + Send,
    //# end
    capacity: usize,
) -> thread::Result<Vec<C>>
where
    A: Send,
    B: Send,
    C: Send,
{
    //# stub: let _ = (source, stage1, stage2);
    //# stub: todo!("a thread for each, and room for {capacity} items where they hand over")
    //# solution:
    thread::scope(|scope| {
        let (fresh, to_stage1) = mpsc::sync_channel(capacity);
        let (half_done, to_stage2) = mpsc::sync_channel(capacity);
        // Each thread owns its ends: when it ends, however it ends, its neighbours are told.
        let source = scope.spawn(move || {
            for item in source {
                if fresh.send(item).is_err() {
                    break; // nobody is left to take it
                }
            }
        });
        let stage1 = scope.spawn(move || {
            for item in to_stage1 {
                if half_done.send(stage1(item)).is_err() {
                    break;
                }
            }
        });
        let stage2 = scope.spawn(move || to_stage2.into_iter().map(&mut stage2).collect());
        // All three are joined before the first `?`: the scope itself would panic
        // for a thread that panicked and that nobody has joined.
        let (source, stage1, stage2) = (source.join(), stage1.join(), stage2.join());
        source?;
        stage1?;
        stage2
    })
    //# end
}
