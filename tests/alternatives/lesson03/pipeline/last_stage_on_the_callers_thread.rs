//! Alternative: two threads are enough: the caller is the last stage, and its receiver ends with it, however it ends.

use std::{
    panic::{self, AssertUnwindSafe},
    sync::mpsc,
    thread,
};

/// Sends every item of `source` through `stage1`, then `stage2`; returns what comes out, in order.
pub fn pipeline<A, B, C>(
    source: impl Iterator<Item = A> + Send,
    mut stage1: impl FnMut(A) -> B + Send,
    stage2: impl FnMut(B) -> C + Send,
    capacity: usize,
) -> thread::Result<Vec<C>>
where
    A: Send,
    B: Send,
    C: Send,
{
    thread::scope(|scope| {
        let (give, taken) = mpsc::sync_channel(capacity);
        let (pass, passed) = mpsc::sync_channel(capacity);
        let feeder = scope.spawn(move || {
            source.map(|item| give.send(item)).find(Result::is_err);
        });
        let first = scope.spawn(move || {
            while let Ok(item) = taken.recv() {
                if pass.send(stage1(item)).is_err() {
                    return;
                }
            }
        });
        // `passed` goes in by value: a panic drops it, and so the others hear of it.
        let last = panic::catch_unwind(AssertUnwindSafe(move || {
            passed.into_iter().map(stage2).collect::<Vec<C>>()
        }));
        match (feeder.join(), first.join(), last) {
            (Ok(()), Ok(()), done) => done,
            (Err(payload), ..) | (_, Err(payload), _) => Err(payload),
        }
    })
}
