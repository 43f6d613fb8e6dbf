//! Shows that work goes on at the same time, on any number of cores.

use std::sync::{Condvar, Mutex, PoisonError};

use crate::patience::Patience;

/// A place where a number of threads must all be at the same moment.
///
/// Unlike a `Barrier` it gives up: code that works one after the other gets an answer, not a
/// hang. Once one thread has given up, all others pass at once, so that a test waits
/// [`PATIENCE`](crate::patience::PATIENCE) at most once.
#[derive(Debug)]
pub struct Meeting {
    wanted: usize,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    here: usize,
    most: usize,
    over: Option<bool>,
}

impl Meeting {
    /// A meeting of `wanted` threads.
    pub fn new(wanted: usize) -> Self {
        Self {
            wanted,
            state: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    /// Waits until all are here at the same time. Returns whether they met.
    ///
    /// Blocking: until the last one comes, at most [`PATIENCE`](crate::patience::PATIENCE). A thread that comes after the meeting passes at
    /// once, with the meeting's answer.
    pub fn attend(&self) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.here += 1;
        state.most = state.most.max(state.here);
        if state.here >= self.wanted && state.over.is_none() {
            state.over = Some(true);
            self.changed.notify_all();
        }
        let mut patience = Patience::default();
        while state.over.is_none() && !patience.is_over() {
            let (portion, since) = patience.portion();
            let woken = self.changed.wait_timeout(state, portion);
            state = woken.unwrap_or_else(PoisonError::into_inner).0;
            patience.spend(portion, since);
        }
        if state.over.is_none() {
            state.over = Some(false);
            self.changed.notify_all();
        }
        state.here -= 1;
        state.over == Some(true)
    }

    /// How many were here at the same time, at most. The number for a failing test's message.
    pub fn most(&self) -> usize {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.most
    }
}

#[cfg(test)]
mod tests {
    use super::Meeting;
    use std::thread;

    #[test]
    fn threads_that_are_there_at_the_same_time_meet() {
        let _case = crate::case!();
        let meeting = Meeting::new(3);
        let met = thread::scope(|scope| {
            let all: Vec<_> = (0..3).map(|_| scope.spawn(|| meeting.attend())).collect();
            all.into_iter().all(|one| one.join().unwrap())
        });
        assert!(met);
        assert_eq!(meeting.most(), 3);
    }

    #[test]
    fn one_after_the_other_is_no_meeting_and_is_waited_for_only_once() {
        let _case = crate::case!();
        let meeting = Meeting::new(2);
        assert!(!meeting.attend());
        assert!(
            !meeting.attend(),
            "the second comes when the first has gone"
        );
        assert_eq!(meeting.most(), 1);
    }
}
