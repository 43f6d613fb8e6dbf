//! Mistake: runs stage 2 on the calling thread, where nothing catches its panic.
//! Caught by: contract pipeline::t6_a_panic_of_stage_2_ends_the_pipeline_with_its_payload
//! Says: pipeline itself panicked: stage 2 fell at 3

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
        let done = to_stage2.into_iter().map(&mut stage2).collect();
        let (source, stage1) = (source.join(), stage1.join());
        source?;
        stage1?;
        Ok(done)
    })
}
