//! How many threads are at work at the same time, seen from outside.

use std::{
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use crate::{case::note, tidy::Threads};

/// Calls `work` three times, and again until `patience` is over; returns how many threads it had at the same time, at most.
///
/// Blocking: until `work` has returned three times, and `patience` is over or `enough` have been seen.
///
/// Ends as soon as `enough` have been seen: whoever looks from outside may look away at the wrong moment, but not again and
/// again. `None` where the system does not tell (a note says so).
///
/// # Panics
///
/// If `work` panics.
pub fn most_threads(enough: usize, patience: Duration, work: impl Fn()) -> Option<usize> {
    let over = AtomicBool::new(false);
    let (begin, begun) = mpsc::channel();
    let most = thread::scope(|scope| {
        let observer = scope.spawn(|| {
            let before = Threads::now();
            let _ = begin.send(());
            let mut most = 0;
            while most < enough && !over.load(Ordering::Relaxed) {
                most = most.max(before.more_than_before()?);
                thread::yield_now();
            }
            Some(most)
        });
        let _over = SetAtTheEnd(&over);
        let _ = begun.recv();
        let besides_the_work = Threads::now();
        let since = Instant::now();
        let mut rounds = 0;
        while !observer.is_finished() && (rounds < 3 || since.elapsed() < patience) {
            work();
            rounds += 1;
            // Threads that have been joined can live on for a moment: they do not count for the next round.
            let _ = besides_the_work.left_behind();
        }
        over.store(true, Ordering::Relaxed);
        observer.join().ok().flatten()
    });
    if most.is_none() {
        note("how many threads work at the same time is not checked on this system");
    }
    most
}

/// Also when `work` panics: the observer must not look on for ever.
struct SetAtTheEnd<'a>(&'a AtomicBool);

impl Drop for SetAtTheEnd<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::{sync::Barrier, thread};

    use super::most_threads;
    use crate::patience::PATIENCE;

    #[test]
    fn three_that_wait_for_each_other_are_three() {
        let _case = crate::case!();
        let most = most_threads(3, PATIENCE, || {
            let barrier = Barrier::new(3);
            thread::scope(|scope| {
                for _ in 0..3 {
                    scope.spawn(|| barrier.wait());
                }
            });
        });
        assert!(most >= Some(3), "{most:?}");
    }
}
