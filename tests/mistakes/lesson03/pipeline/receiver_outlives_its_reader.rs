//! Mistake: runs stage 2 on the calling thread and keeps its receiver after the panic, so stage 1 waits for room for ever. [40]
//! Caught by: contract pipeline::t6_a_panic_of_stage_2_ends_the_pipeline_with_its_payload
//! Says: pipeline had not come back after 2 s

use std::{
    panic::{self, AssertUnwindSafe},
    sync::mpsc,
    thread,
};

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
        let (half_done, to_stage2) = mpsc::sync_channel(capacity);
        let source = scope.spawn(move || {
            for item in source {
                if fresh.send(item).is_err() {
                    break;
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
        let stage2 = panic::catch_unwind(AssertUnwindSafe(|| {
            let mut done = Vec::new();
            for item in &to_stage2 {
                done.push(stage2(item));
            }
            done
        }));
        let (source, stage1) = (source.join(), stage1.join());
        source?;
        stage1?;
        stage2
    })
}
