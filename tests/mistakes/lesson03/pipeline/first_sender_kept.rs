//! Mistake: gives the source a clone of the sender and keeps the first one, so stage 1 never sees the end. [44]
//! Caught by: contract pipeline::t1_every_item_passes_both_stages_in_order
//! Says: pipeline had not come back after 2 s

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
        let (half_done, to_stage2) = mpsc::sync_channel(capacity);
        let sender = fresh.clone();
        let source = scope.spawn(move || {
            for item in source {
                if sender.send(item).is_err() {
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
