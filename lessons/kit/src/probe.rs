//! Looks at one thread from outside: does it wait, or does it burn a core?

use std::{fs, time::Duration};

use crate::{activity, patience::Patience};

/// A thread that can be looked at; made by the thread itself with [`Probe::here`].
#[derive(Clone, Copy, Debug)]
pub struct Probe {
    id: Option<u32>,
}

impl Probe {
    /// A probe of the calling thread.
    pub fn here() -> Self {
        Self {
            id: activity::own_thread_id(),
        }
    }

    /// Time that the thread has spent on a processor so far; `None` where the system does not tell or
    /// the thread has ended.
    pub fn cpu(self) -> Option<Duration> {
        let spent = self.read("schedstat")?;
        Some(Duration::from_nanos(spent.split(' ').next()?.parse().ok()?))
    }

    /// How often the thread has gone to sleep so far. A thread that waits does so once; one
    /// that polls with short sleeps, hundreds of times a second.
    pub fn sleeps(self) -> Option<u64> {
        let status = self.read("status")?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?;
        line.trim().parse().ok()
    }

    /// Waits until the thread is asleep (in a lock, a wait, a receive), for at most two seconds.
    ///
    /// Returns whether it was seen asleep; `None` where the system does not tell. A thread that sleeps with
    /// a time limit counts as asleep, too.
    pub fn falls_asleep(self) -> Option<bool> {
        self.id?;
        let mut patience = Patience::default();
        loop {
            // Its own file, and not the list of all: that can miss a thread while another one ends.
            match self.read("stat").as_deref().map(activity::is_asleep) {
                Some(true) => return Some(true),
                None => return Some(false), // it has ended
                Some(false) if patience.is_over() => return Some(false),
                Some(false) => patience.pause(Duration::from_millis(1)),
            }
        }
    }

    /// Whether the thread looks for itself again and again: it sleeps with a time limit, and is seen to wake up by
    /// itself `within` this time. `None` where the system does not tell.
    ///
    /// Only for a thread to which nothing comes meanwhile that it waits for. The answer for one that waits without a
    /// limit comes at once.
    pub fn naps(self, within: Duration) -> Option<bool> {
        self.id?;
        let mut patience = Patience::of(within);
        let mut before = None;
        while !patience.is_over() {
            let Some(call) = self.read("syscall") else {
                return self.read("stat").map_or(Some(false), |_| None); // it has ended, or nobody may look
            };
            match (activity::waits_with_a_limit(&call), before) {
                (Some(false), _) => return Some(false),
                (Some(true), None) => before = self.sleeps(),
                (_, Some(before)) if self.sleeps().is_some_and(|now| now > before) => {
                    return Some(true);
                }
                _ => {}
            }
            patience.pause(Duration::from_millis(1));
        }
        Some(false)
    }

    fn read(self, file: &str) -> Option<String> {
        fs::read_to_string(format!("/proc/self/task/{}/{file}", self.id?)).ok()
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::Probe;
    use std::{sync::mpsc, thread, time::Duration};

    #[test]
    fn a_thread_that_waits_is_seen_asleep() {
        let _case = crate::case!();
        let (tell, told) = mpsc::channel();
        let (stop, stopped) = mpsc::channel::<()>();
        let waiter = thread::spawn(move || {
            tell.send(Probe::here()).unwrap();
            let _ = stopped.recv();
        });
        let probe = told.recv().unwrap();
        assert_eq!(probe.falls_asleep(), Some(true));
        assert!(probe.cpu().is_some() && probe.sleeps().is_some());
        drop(stop);
        waiter.join().unwrap();
        assert_eq!(probe.falls_asleep(), Some(false), "it has ended");
    }

    #[test]
    fn one_that_wakes_up_by_itself_naps_and_one_that_waits_does_not() {
        let _case = crate::case!();
        const LONG: Duration = Duration::from_secs(3600);
        for (limit, naps) in [
            (None, false),
            (Some(LONG), false),
            (Some(LONG / 36_000), true),
        ] {
            let (tell, told) = mpsc::channel();
            let (stop, stopped) = mpsc::channel::<()>();
            let waiter = thread::spawn(move || {
                tell.send(Probe::here()).unwrap();
                match limit {
                    None => _ = stopped.recv(),
                    Some(limit) => {
                        while stopped.recv_timeout(limit) == Err(mpsc::RecvTimeoutError::Timeout) {}
                    }
                }
            });
            let probe = told.recv().unwrap();
            assert_eq!(probe.falls_asleep(), Some(true));
            let within = Duration::from_secs(if naps { 5 } else { 1 });
            assert_eq!(probe.naps(within), Some(naps), "a limit of {limit:?}");
            drop(stop);
            waiter.join().unwrap();
            assert_eq!(probe.naps(within), Some(false), "it has ended");
        }
    }

    #[test]
    fn a_thread_that_waits_is_seen_while_others_end() {
        let _case = crate::case!();
        for _ in 0..20 {
            let (stop_others, stopped) = (0..20)
                .map(|_| mpsc::channel::<()>())
                .collect::<(Vec<_>, Vec<_>)>();
            let others: Vec<_> = stopped
                .into_iter()
                .map(|stopped| thread::spawn(move || stopped.recv()))
                .collect();
            let (tell, told) = mpsc::channel();
            let (stop, stopped) = mpsc::channel::<()>();
            let waiter = thread::spawn(move || {
                tell.send(Probe::here()).unwrap();
                let _ = stopped.recv();
            });
            let probe = told.recv().unwrap();
            assert_eq!(probe.falls_asleep(), Some(true));
            drop(stop_others);
            for look in 0..20 {
                assert_eq!(probe.falls_asleep(), Some(true), "look {look}");
            }
            drop(stop);
            for thread in others {
                let _ = thread.join();
            }
            waiter.join().unwrap();
        }
    }
}
