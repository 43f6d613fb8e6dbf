//! What a test left behind: threads, children, entries of children, descriptors.

mod belongings;

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use crate::{
    activity::{self, Activity},
    patience::Patience,
};

pub use belongings::{Belongings, LeftBehind};

/// Threads of the test harness that wait for their own test's turn; they are nobody's leftovers.
static WAITING: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());

pub(crate) fn wait_for_turn(begins: bool) {
    let Some(id) = activity::own_thread_id() else {
        return;
    };
    let mut waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner);
    if begins {
        waiting.insert(id);
    } else {
        waiting.remove(&id);
    }
}

/// The threads that lived at one moment.
#[derive(Debug)]
pub struct Threads {
    before: Option<BTreeSet<u32>>,
}

/// A thread that has been joined may live on for a moment in the kernel; one that was not joined
/// ends soon or never. Nothing shorter is fair on a busy machine.
pub(crate) const GRACE: Duration = Duration::from_secs(1);

impl Threads {
    /// Remembers which threads live now.
    pub fn now() -> Self {
        Self { before: settled() }
    }

    /// How many threads live that did not live when this was made and that do not end by
    /// themselves within a second. `None` where the system does not tell (a note says so).
    ///
    /// Blocking: returns at once when nothing is left, else after one second.
    pub fn left_behind(&self) -> Option<usize> {
        let left = self.until_gone(GRACE);
        if left.is_none() {
            crate::case::note("threads left behind are not checked on this system");
        }
        left
    }

    /// Fails the test if a thread is left behind, in words for a learner. What was `done`: "`both` has returned".
    ///
    /// Blocking: as [`left_behind`](Self::left_behind).
    ///
    /// # Panics
    ///
    /// If a thread is left behind.
    #[track_caller]
    pub fn none_lives_on(&self, done: &str, hint: &str) {
        let left = self.left_behind().unwrap_or(0);
        assert!(
            left == 0,
            "{done}, and {left} of its threads still live. Hint: {hint}"
        );
    }

    /// How many threads live at this moment that did not live when this was made.
    ///
    /// For "at most `workers` threads": call it from inside the work. `None` where the system does not tell.
    pub fn more_than_before(&self) -> Option<usize> {
        self.until_gone(Duration::ZERO)
    }

    fn until_gone(&self, grace: Duration) -> Option<usize> {
        let before = self.before.as_ref()?;
        let mut patience = Patience::of(grace);
        let mut pause = Duration::from_millis(2);
        loop {
            let now = alive()?;
            let waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner);
            let left = now
                .iter()
                .filter(|id| !before.contains(id) && !waiting.contains(id))
                .count();
            drop(waiting);
            if left == 0 || patience.is_over() {
                return Some(left);
            }
            patience.pause(pause);
            // To look at hundreds of threads takes far longer than a short pause: few looks, then.
            pause = (2 * pause).min(Duration::from_millis(100));
        }
    }
}

/// The threads that live, from readings that agree: while one thread ends, the system's list can miss
/// another one, which would count as new from then on.
fn settled() -> Option<BTreeSet<u32>> {
    let mut all = alive()?;
    let mut last = all.clone();
    for _ in 0..20 {
        let now = alive()?;
        all.extend(&now);
        if now == last {
            break;
        }
        last = now;
    }
    Some(all)
}

fn alive() -> Option<BTreeSet<u32>> {
    let activity = Activity::of(None)?;
    Some(activity.threads.iter().map(|thread| thread.id).collect())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::Threads;
    use std::{sync::mpsc, thread};

    #[test]
    fn a_thread_that_lives_on_is_counted_and_one_that_ended_is_not() {
        let _case = crate::case!();
        let threads = Threads::now();
        thread::spawn(|| {}).join().unwrap();
        assert_eq!(threads.left_behind(), Some(0));
        let (stop, stopped) = mpsc::channel::<()>();
        let stays = thread::spawn(move || stopped.recv());
        assert_eq!(threads.left_behind(), Some(1));
        let told = crate::panics::message_of(|| threads.none_lives_on("it is over", "who stays?"));
        assert_eq!(
            told.as_deref(),
            Some("it is over, and 1 of its threads still live. Hint: who stays?")
        );
        drop(stop);
        let _ = stays.join();
        assert_eq!(threads.left_behind(), Some(0));
        threads.none_lives_on("it is over", "who stays?");
    }
}
