//! Mistake: gives the second belt no room: stage 1 waits for stage 2 whatever the capacity.
//! Caught by: contract pipeline::t9_stage_1_runs_ahead_by_the_capacity_too
//! Says: It had begun 2

use std::{sync::mpsc, thread};

/// Sends every item of `source` through `stage1`, then `stage2`; returns what comes out, in order.
pub fn pipeline<A, B, C>(
    source: impl Iterator<Item = A> + Send,
    mut stage1: impl FnMut(A) -> B + Send,
    mut stage2: impl FnMut(B) -> C + Send,
    capacity: usize,
) -> thread::Result<Vec<C>>
where
    A: Send,
    B: Send,
    C: Send,
{
    thread::scope(|scope| {
        let (fresh, to_stage1) = mpsc::sync_channel(capacity);
        let (half_done, to_stage2) = mpsc::sync_channel(0);
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
}
