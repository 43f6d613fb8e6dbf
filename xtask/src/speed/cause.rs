//! The likely cause of a slow run, from its account.

use super::account::Account;

/// What most probably makes it slow, the plainest evidence first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cause {
    /// Threads are started again and again.
    ManyThreads {
        /// So many were seen in one run.
        threads: u64,
    },
    /// Threads stop for each other again and again: a lock, a barrier or a hand-over for each item.
    Stops {
        /// So many times in one run.
        times: u64,
    },
    /// All of them together compute more than one alone does.
    MoreWork {
        /// So many times as much.
        times: f64,
    },
    /// The caller's own thread computes while the workers do not.
    SerialPart {
        /// Its share of the run.
        share: f64,
    },
    /// One worker has much more to do than the others.
    Imbalance {
        /// The largest share, as a multiple of the mean.
        times: f64,
    },
    /// On average hardly more than one of them computes at a time.
    Waits {
        /// How many do.
        busy: f64,
    },
    /// Nothing stands out.
    Unknown,
}

/// Stops are the story if there is one in every so many nanoseconds: at 5 to 50 µs each, that is a good part of the run.
const A_STOP_EACH: u64 = 100_000;

/// Fewer are nobody's story, however short the run.
const STOPS: u64 = 100;

impl Cause {
    /// The names of those that say something.
    pub const NAMES: [&str; 6] = [
        "many-threads",
        "stops",
        "more-work",
        "serial-part",
        "imbalance",
        "waits",
    ];

    /// The cause that the account speaks for.
    pub fn of(account: &Account) -> Self {
        let run = account.wall as f64;
        if let Some(threads) = account.threads.filter(|&it| it > 3 * account.workers + 2) {
            return Self::ManyThreads { threads };
        }
        if let Some(times) = account
            .switches
            .filter(|&it| it >= STOPS && it * A_STOP_EACH >= account.wall)
        {
            return Self::Stops { times };
        }
        if let Some(times) = account.overhead().filter(|&it| it >= 1.4) {
            return Self::MoreWork { times };
        }
        if let Some(caller) = account.caller
            && account
                .threads
                .is_none_or(|threads| threads >= account.workers)
            && caller as f64 >= 0.2 * run
        {
            let share = (caller as f64 / run).min(1.0);
            // A caller that computes beside its workers is no serial part: what these would lose by it must show.
            let lost = 0.5 * share * (account.workers - 1) as f64;
            if account
                .busy()
                .is_none_or(|busy| busy <= account.workers as f64 - lost)
            {
                return Self::SerialPart { share };
            }
        }
        if let Some(times) = account.imbalance().filter(|&it| it >= 1.25) {
            return Self::Imbalance { times };
        }
        // One of two that computes while the other is ready to run has half of the time: more is taken by others.
        let is_disturbed = account
            .parts()
            .and_then(|parts| parts.delayed)
            .is_some_and(|share| share > 0.5);
        match account.busy() {
            Some(busy) if busy <= 0.7 * account.workers as f64 && !is_disturbed => {
                Self::Waits { busy }
            }
            _ => Self::Unknown,
        }
    }

    /// For programs.
    pub fn name(&self) -> &'static str {
        match self {
            Self::ManyThreads { .. } => "many-threads",
            Self::Stops { .. } => "stops",
            Self::MoreWork { .. } => "more-work",
            Self::SerialPart { .. } => "serial-part",
            Self::Imbalance { .. } => "imbalance",
            Self::Waits { .. } => "waits",
            Self::Unknown => "unknown",
        }
    }

    /// One sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::ManyThreads { threads } => format!(
                "One run started at least {threads} threads: starting one costs as much as thousands of small items."
            ),
            Self::Stops { times } => format!(
                "Its threads stopped and had to be woken {times} times in one run: that is what a lock, a barrier or a \
                 hand-over for every item costs."
            ),
            Self::MoreWork { times } => format!(
                "Its threads computed {times:.1} times as much as what they are compared with: they look for their work in an \
                 expensive way, or fight over memory that both write (a lock or a counter for every item, or \
                 values that lie side by side, which is called false sharing)."
            ),
            Self::SerialPart { share } => format!(
                "For {:.0}% of the run the caller's own thread computed, and the workers waited for it: a serial part.",
                share * 100.0
            ),
            Self::Imbalance { times } => format!(
                "The shares are uneven: the others waited for the busiest worker, which computed {times:.1} times the mean."
            ),
            Self::Waits { busy } => format!(
                "On average {busy:.1} threads computed at a time; the others waited for them."
            ),
            Self::Unknown => "Where the time goes does not show from outside.".into(),
        }
    }

    /// A question that leads on.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::ManyThreads { .. } => {
                "how many threads does one call need, and where do they start?"
            }
            Self::Stops { .. } => {
                "how often do two workers meet for one item, and could they meet for many at once?"
            }
            Self::MoreWork { .. } => "what does a worker do for each item besides the item itself?",
            Self::SerialPart { .. } => {
                "what is done before the workers start, or after they end, and does it have to be?"
            }
            Self::Imbalance { .. } => "which items are dear, and who got them?",
            Self::Waits { .. } => "what does a worker wait for, and who holds it meanwhile?",
            Self::Unknown => "what does each worker do for one item, and what for the whole list?",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cause;
    use crate::speed::Account;

    const MS: u64 = 1_000_000;

    /// Two workers that share 40 ms of work, but for what `change` says.
    fn account(change: impl FnOnce(&mut Account)) -> Cause {
        let mut account = Account {
            workers: 2,
            wall: 21 * MS,
            serial: 40 * MS,
            cpu: Some(40 * MS),
            caller: Some(MS / 10),
            delay: Some(0),
            waiting: Some(0),
            switches: Some(4),
            threads: Some(2),
            most: Some(20 * MS),
            shares: Some(40 * MS),
        };
        change(&mut account);
        Cause::of(&account)
    }

    #[test]
    fn each_kind_of_slowness_has_its_cause() {
        assert_eq!(account(|_| {}), Cause::Unknown);
        assert_eq!(
            account(|it| it.threads = Some(400)),
            Cause::ManyThreads { threads: 400 }
        );
        assert_eq!(
            account(|it| it.switches = Some(9_000)),
            Cause::Stops { times: 9_000 }
        );
        assert_eq!(
            account(|it| (it.wall, it.cpu) = (60 * MS, Some(120 * MS))),
            Cause::MoreWork { times: 3.0 }
        );
        assert_eq!(
            account(|it| (it.wall, it.caller) = (32 * MS, Some(16 * MS))),
            Cause::SerialPart { share: 0.5 }
        );
        assert_eq!(
            account(|it| (it.wall, it.most) = (32 * MS, Some(30 * MS))),
            Cause::Imbalance { times: 1.5 }
        );
        assert_eq!(
            account(|it| (it.wall, it.most, it.waiting) = (40 * MS, Some(20 * MS), Some(39 * MS))),
            Cause::Waits { busy: 1.0 }
        );
    }

    #[test]
    fn as_many_stops_weigh_more_in_a_short_run_than_in_a_long_one() {
        let stopped = |wall| account(|it| (it.wall, it.switches) = (wall, Some(500)));
        assert_eq!(stopped(21 * MS), Cause::Stops { times: 500 });
        assert_ne!(stopped(400 * MS), Cause::Stops { times: 500 });
    }

    #[test]
    fn who_got_no_core_did_not_wait_for_another_worker() {
        let taken = |delay| account(|it| (it.wall, it.delay) = (100 * MS, Some(delay)));
        assert_eq!(taken(150 * MS), Cause::Unknown);
        assert_eq!(taken(90 * MS), Cause::Waits { busy: 0.4 });
    }

    #[test]
    fn a_caller_that_is_one_of_the_workers_is_no_serial_part() {
        let cause = account(|it| {
            (it.threads, it.caller) = (Some(1), Some(20 * MS));
            (it.most, it.shares) = (Some(20 * MS), Some(20 * MS));
        });
        assert_eq!(cause, Cause::Unknown);
    }

    #[test]
    fn a_caller_that_computes_beside_its_workers_is_no_serial_part() {
        let beside = |wall| {
            account(|it| (it.wall, it.cpu, it.caller) = (wall, Some(50 * MS), Some(10 * MS)))
        };
        assert_eq!(beside(25 * MS), Cause::Unknown, "both cores were busy");
        assert_eq!(beside(36 * MS), Cause::SerialPart { share: 10.0 / 36.0 });
    }

    #[test]
    fn where_the_system_tells_nothing_no_cause_is_made_up() {
        let blind = Account {
            workers: 2,
            wall: 40 * MS,
            serial: 40 * MS,
            ..Account::default()
        };
        assert_eq!(Cause::of(&blind), Cause::Unknown);
    }
}
