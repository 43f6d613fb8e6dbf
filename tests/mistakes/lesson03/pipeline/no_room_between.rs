//! Mistake: passes from hand to hand whatever the capacity: nobody can run ahead.
//! Caught by: contract pipeline::t4_a_stage_that_is_held_up_lets_the_source_run_ahead_by_the_capacity
//! Says: It made 2

use std::{sync::mpsc, thread};

/// Sends every item of `source` through `stage1`, then `stage2`; returns what comes out, in order.
pub fn pipeline<A, B, C>(
    source: impl Iterator<Item = A> + Send,
    mut stage1: impl FnMut(A) -> B + Send,
    mut stage2: impl FnMut(B) -> C + Send,
    _capacity: usize,
) -> thread::Result<Vec<C>>
where
    A: Send,
    B: Send,
    C: Send,
{
    thread::scope(|scope| {
        let (fresh, to_stage1) = mpsc::sync_channel(0);
        let (half_done, to_stage2) = mpsc::sync_channel(0);
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
        let stage2 = scope.spawn(move || {
            let mut done = Vec::new();
            for item in to_stage2 {
                done.push(stage2(item));
            }
            done
        });
        let (source, stage1, stage2) = (source.join(), stage1.join(), stage2.join());
        source?;
        stage1?;
        stage2
    })
}
