//! Fences.

use std::sync::atomic::Ordering;

use super::{acquires, releases};
use crate::{Waiting, execution::with, fingerprint::mix, scheduler::point};

/// A fence, as [`std::sync::atomic::fence`].
///
/// Only a `SeqCst` fence is a scheduling point: nobody but its own thread notices the others.
///
/// # Panics
///
/// If `order` is `Relaxed`, as there is no such fence.
#[track_caller]
pub fn fence(order: Ordering) {
    assert!(
        order != Ordering::Relaxed,
        "there is no such thing as a relaxed fence"
    );
    if order == Ordering::SeqCst {
        point(Waiting::new("a fence"));
    }
    with(|x| {
        x.uses.memory_orders = true;
        x.observe(mix(18, order as u64));
        if !x.has_memory_orders() {
            return;
        }
        let memory = &mut x.threads[x.current].memory;
        if acquires(order) {
            memory.view.join(&memory.acquirable);
        }
        if order == Ordering::SeqCst {
            // The order of such fences decides what may be found, but it orders no accesses to cells.
            memory.view.join_floors(&x.memory.sequential);
            x.memory.sequential.join_floors(&memory.view);
        }
        if releases(order) {
            memory.released = memory.view.clone();
        }
    });
}
