//! Mistake: asks the last stage alone how it ended: a panic before it looks like an early end.
//! Caught by: contract pipeline::t5_a_panic_of_stage_1_ends_the_pipeline_with_its_payload
//! Says: left: Ok([0, 1, 2])

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
        let (_, _, stage2) = (source.join(), stage1.join(), stage2.join());
        stage2
    })
}
