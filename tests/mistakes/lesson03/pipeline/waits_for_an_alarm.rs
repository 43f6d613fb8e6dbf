//! Mistake: a warden waits for the alarm that a stage has panicked, to stop the source; where all goes well it waits for ever. [8]
//! Caught by: contract pipeline::t10_no_thread_is_left_behind
//! Says: of its threads still live

use std::{
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
};

/// Rung by whoever is dropped by a panic.
struct Alarm<'a>(&'a (Mutex<bool>, Condvar));

impl Drop for Alarm<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            *self.0.0.lock().unwrap() = true;
            self.0.1.notify_one();
        }
    }
}

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
    let bell = Arc::new((Mutex::new(false), Condvar::new()));
    let stopped = Arc::new(AtomicBool::new(false));
    let (heard, stop) = (Arc::clone(&bell), Arc::clone(&stopped));
    thread::spawn(move || {
        let (rung, rings) = &*heard;
        let _rung = rings.wait_while(rung.lock().unwrap(), |rung| !*rung);
        stop.store(true, Ordering::Relaxed);
    });
    thread::scope(|scope| {
        let (fresh, to_stage1) = mpsc::sync_channel(capacity);
        let (half_done, to_stage2) = mpsc::sync_channel(capacity);
        // Each thread owns its ends: when it ends, however it ends, its neighbours are told.
        let source = scope.spawn(move || {
            for item in source {
                if stopped.load(Ordering::Relaxed) || fresh.send(item).is_err() {
                    break; // nobody is left to take it
                }
            }
        });
        let bell = &*bell;
        let stage1 = scope.spawn(move || {
            let _alarm = Alarm(bell);
            for item in to_stage1 {
                if half_done.send(stage1(item)).is_err() {
                    break;
                }
            }
        });
        let stage2 = scope.spawn(move || {
            let _alarm = Alarm(bell);
            to_stage2.into_iter().map(&mut stage2).collect()
        });
        // All three are joined before the first `?`: the scope itself would panic
        // for a thread that panicked and that nobody has joined.
        let (source, stage1, stage2) = (source.join(), stage1.join(), stage2.join());
        source?;
        stage1?;
        stage2
    })
}
