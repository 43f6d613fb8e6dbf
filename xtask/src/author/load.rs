//! Something that keeps the machine busy while something else is judged.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

/// Busy loops: on two cores they leave nothing idle.
const LOOPS: usize = 2;

/// Does it beside busy loops.
pub(super) fn under_load<R>(work: impl FnOnce() -> R) -> R {
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..LOOPS {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    std::hint::spin_loop();
                }
            });
        }
        let answer = work();
        over.store(true, Ordering::Relaxed);
        answer
    })
}
