//! Mistake: finishes each step for all items before it begins the next one.
//! Caught by: contract pipeline::t2_the_source_and_both_stages_work_at_the_same_time
//! Says: 1 of 3 worked at the same time

use std::{panic, thread};

/// Sends every item of `source` through `stage1`, then `stage2`; returns what comes out, in order.
pub fn pipeline<A, B, C>(
    source: impl Iterator<Item = A> + Send,
    stage1: impl FnMut(A) -> B + Send,
    stage2: impl FnMut(B) -> C + Send,
    _capacity: usize,
) -> thread::Result<Vec<C>>
where
    A: Send,
    B: Send,
    C: Send,
{
    panic::catch_unwind(panic::AssertUnwindSafe(|| {
        let items: Vec<A> = source.collect();
        let half_done: Vec<B> = items.into_iter().map(stage1).collect();
        half_done.into_iter().map(stage2).collect()
    }))
}
