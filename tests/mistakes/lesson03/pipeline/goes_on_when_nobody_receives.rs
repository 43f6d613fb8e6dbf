//! Mistake: ignores the answer of `send`, so an endless source goes on when everybody else has left. [45]
//! Caught by: contract pipeline::t5_a_panic_of_stage_1_ends_the_pipeline_with_its_payload
//! Says: the source is endless, stage 1 panics at 3: the pipeline had not come back

use std::{sync::mpsc, thread};

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
        let (half_done, to_stage2) = mpsc::sync_channel(capacity);
        // Each thread owns its ends: when it ends, however it ends, its neighbours are told.
        let source = scope.spawn(move || {
            for item in source {
                let _ = fresh.send(item);
            }
        });
        let stage1 = scope.spawn(move || {
            for item in to_stage1 {
                let _ = half_done.send(stage1(item));
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
