//! A time limit that a busy machine cannot use up.
//!
//! A test that waits for something that never comes must give up at some time, and must not give up because the
//! machine has stopped for two seconds, or lets eighty others go first. So the time is waited for in small portions,
//! and none counts for more than twice what was asked for: where the machine lets us wait, time stands still.

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

/// How long a test waits for what should come at once: long enough for a busy machine to start a thread.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// What is waited for in one go.
const PORTION: Duration = Duration::from_millis(20);

/// What is left of a time limit.
#[derive(Clone, Debug)]
pub struct Patience {
    left: Duration,
    /// What short pauses have taken, and nobody has counted yet.
    paused: Duration,
}

impl Default for Patience {
    /// [`PATIENCE`].
    fn default() -> Self {
        Self::of(PATIENCE)
    }
}

impl Patience {
    /// So much.
    pub fn of(limit: Duration) -> Self {
        Self {
            left: limit,
            paused: Duration::ZERO,
        }
    }

    /// Calls `wait` with a short time limit, again and again, until it brings something or the patience is over.
    /// It is called at least once.
    ///
    /// Blocking: as `wait` does; on a machine that is not busy, as long as there is patience left.
    pub fn wait<R>(&mut self, mut wait: impl FnMut(Duration) -> Option<R>) -> Option<R> {
        loop {
            let (portion, since) = self.portion();
            let came = wait(portion);
            self.spend(portion, since);
            if came.is_some() || self.is_over() {
                return came;
            }
        }
    }

    /// How long to wait in one go, and the moment at which that begins.
    pub(crate) fn portion(&self) -> (Duration, Instant) {
        (self.left.min(PORTION), Instant::now())
    }

    /// Something that should take so long was waited for since then.
    pub fn spend(&mut self, portion: Duration, since: Instant) {
        self.left = self.left.saturating_sub(since.elapsed().min(2 * portion));
    }

    /// Whether nothing is left.
    pub fn is_over(&self) -> bool {
        self.left.is_zero()
    }

    /// Asks again and again, a millisecond apart, until the answer is yes or the patience is over. Returns the last answer.
    ///
    /// Blocking: until the answer is yes; on a machine that is not busy, as long as there is patience left.
    pub fn until(&mut self, mut is_so: impl FnMut() -> bool) -> bool {
        loop {
            if is_so() {
                return true;
            }
            if self.is_over() {
                return false;
            }
            self.pause(Duration::from_millis(1));
        }
    }

    /// Sleeps for so long.
    pub fn pause(&mut self, time: Duration) {
        let since = Instant::now();
        thread::sleep(time);
        self.paused(time, since.elapsed());
    }

    /// Short pauses are counted by the portion: on a machine that is a little busy each takes many times as long as it
    /// should, and one by one they would make two seconds ten.
    fn paused(&mut self, asked: Duration, took: Duration) {
        self.paused += took.min(2 * asked.max(PORTION));
        if self.paused >= PORTION {
            self.left = self.left.saturating_sub(self.paused);
            self.paused = Duration::ZERO;
        }
    }

    /// What comes from this channel.
    ///
    /// Blocking: see [`wait`](Self::wait).
    ///
    /// # Errors
    ///
    /// As [`Receiver::recv_timeout`].
    pub fn receive<T>(&mut self, from: &Receiver<T>) -> Result<T, RecvTimeoutError> {
        let came = self.wait(|portion| match from.recv_timeout(portion) {
            Err(RecvTimeoutError::Timeout) => None,
            came => Some(came),
        });
        came.unwrap_or(Err(RecvTimeoutError::Timeout))
    }
}

/// What comes from this channel within [`PATIENCE`].
///
/// Blocking: until something comes, or there is no sender any more; [`PATIENCE`] at most, on a machine that is not busy.
///
/// # Errors
///
/// As [`Receiver::recv_timeout`].
pub fn receive<T>(from: &Receiver<T>) -> Result<T, RecvTimeoutError> {
    Patience::default().receive(from)
}

#[cfg(test)]
mod tests {
    use super::{PORTION, Patience};
    use std::{
        sync::mpsc::{self, RecvTimeoutError},
        thread,
        time::Duration,
    };

    #[test]
    fn a_machine_that_stops_uses_up_two_portions_and_no_more() {
        let _case = crate::case!();
        let mut asked = 0;
        let mut patience = Patience::of(5 * PORTION);
        let came = patience.wait(|portion| {
            asked += 1;
            // A wait that should have been over ten times as soon.
            thread::sleep(10 * portion);
            (asked == 3).then_some("in time")
        });
        assert_eq!(came, Some("in time"));
    }

    #[test]
    fn short_pauses_count_as_long_as_they_took_unless_the_machine_stood_still() {
        let _case = crate::case!();
        let mut patience = Patience::of(5 * PORTION);
        let mut pause = |times: u32, took| {
            for _ in 0..times {
                patience.paused(PORTION / 20, took);
            }
            patience.is_over()
        };
        assert!(!pause(1, 100 * PORTION), "two for the stop");
        assert!(!pause(5, PORTION / 2), "and two and a half");
        assert!(pause(1, PORTION / 2));
        let mut patience = Patience::of(5 * PORTION);
        patience.paused(5 * PORTION, 5 * PORTION);
        assert!(patience.is_over(), "a long pause counts as long as it is");
    }

    #[test]
    fn what_never_comes_is_not_waited_for_without_end() {
        let _case = crate::case!();
        let (sender, receiver) = mpsc::channel::<()>();
        let mut patience = Patience::of(2 * PORTION);
        assert_eq!(patience.receive(&receiver), Err(RecvTimeoutError::Timeout));
        assert_eq!(patience.wait(|_| None::<()>), None, "and nothing is left");
        drop(sender);
        assert_eq!(
            patience.receive(&receiver),
            Err(RecvTimeoutError::Disconnected)
        );
    }

    #[test]
    fn what_is_there_comes_at_once_also_without_patience() {
        let _case = crate::case!();
        let (sender, receiver) = mpsc::channel();
        sender.send(7).unwrap();
        assert_eq!(Patience::of(Duration::ZERO).receive(&receiver), Ok(7));
        assert!(Patience::of(Duration::ZERO).until(|| true));
        assert!(!Patience::of(PORTION).until(|| false));
    }
}
