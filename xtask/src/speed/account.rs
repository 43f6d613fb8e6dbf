//! Where the time of one run went: k × wall time, share by share.

/// What the measuring process saw of one run of the subject's code with k workers. Times in nanoseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// How many workers were asked for.
    pub workers: u64,
    /// The run, by the clock on the wall.
    pub wall: u64,
    /// What our serial code computed on the same input, just before: its processor time, where the system tells it.
    pub serial: u64,
    /// On processors, all threads together.
    pub cpu: Option<u64>,
    /// On processors, the thread that called the subject's function.
    pub caller: Option<u64>,
    /// Ready to run, but the machine had no processor: all threads together. A thread that waits for a contended
    /// lock is counted here in part, so this explains and never excuses.
    pub delay: Option<u64>,
    /// Asleep between the start and the end of a worker's life: in a lock, a receive, a barrier.
    pub waiting: Option<u64>,
    /// How often a thread went to sleep.
    pub switches: Option<u64>,
    /// Threads that were seen; those that lived for less than about a millisecond may be missing.
    pub threads: Option<u64>,
    /// The processor time of the worker that had most.
    pub most: Option<u64>,
    /// The processor time of all workers that were seen.
    pub shares: Option<u64>,
}

/// How k × wall time was spent; the shares add up to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parts {
    /// On a processor.
    pub computing: f64,
    /// In a lock, or for another thread; `None` where the system does not tell it from [`Self::idle`].
    pub waiting: Option<f64>,
    /// Without anything to do: not started yet, over already, or none of it can be shared.
    pub idle: f64,
    /// Taken away by the machine; `None` where the system does not tell.
    pub delayed: Option<f64>,
}

impl Account {
    /// Reads the numbers that the measuring process tells, in the order of the fields; [`u64::MAX`] is
    /// unknown. `None` if this is no account.
    pub fn from_numbers(numbers: &[u64]) -> Option<Self> {
        let &[
            workers,
            wall,
            serial,
            cpu,
            caller,
            delay,
            waiting,
            switches,
            threads,
            most,
            shares,
        ] = numbers
        else {
            return None;
        };
        let known = |number: u64| (number != u64::MAX).then_some(number);
        Some(Self {
            workers: workers.max(1),
            wall: wall.max(1),
            serial: serial.max(1),
            cpu: known(cpu),
            caller: known(caller),
            delay: known(delay),
            waiting: known(waiting),
            switches: known(switches),
            threads: known(threads),
            most: known(most),
            shares: known(shares),
        })
    }

    /// k × wall time, share by share. `None` where the system does not tell processor times.
    pub fn parts(&self) -> Option<Parts> {
        let all = (self.workers * self.wall) as f64;
        let mut left = 1.0;
        // Clocks differ by a little, and there may be more threads than workers: no share is larger than what is left.
        let mut take = |nanoseconds: u64| {
            let share = (nanoseconds as f64 / all).min(left);
            left -= share;
            share
        };
        let computing = take(self.cpu?);
        let delayed = self.delay.map(&mut take);
        let waiting = self.waiting.map(&mut take);
        Some(Parts {
            computing,
            waiting,
            delayed,
            idle: left,
        })
    }

    /// How many processors were busy with it, on average.
    pub fn busy(&self) -> Option<f64> {
        Some(self.cpu? as f64 / self.wall as f64)
    }

    /// How many times the serial code's time was computed.
    pub fn overhead(&self) -> Option<f64> {
        Some(self.cpu? as f64 / self.serial as f64)
    }

    /// The largest share of a worker, as a multiple of the mean. Where there are fewer threads than workers, the caller
    /// is one of them.
    pub fn imbalance(&self) -> Option<f64> {
        let (shares, most) = (self.shares?, self.most?);
        if shares == 0 {
            return None; // nobody was seen
        }
        let caller = match self.threads? < self.workers {
            true => self.caller?,
            false => 0,
        };
        let mean = (shares + caller) as f64 / self.workers as f64;
        Some(most.max(caller) as f64 / mean)
    }

    /// One sentence that adds up.
    pub fn in_words(&self) -> Option<String> {
        let parts = self.parts()?;
        let all = (self.workers * self.wall) as f64 / 1e6;
        let share = |part: f64| format!("{:.0} ms ({:.0}%)", part * all, part * 100.0);
        let mut words = vec![format!("{} computing", share(parts.computing))];
        match parts.waiting {
            Some(waiting) => {
                words.push(format!(
                    "{} waiting for a lock or for each other",
                    share(waiting)
                ));
                words.push(format!("{} without a share of the work", share(parts.idle)));
            }
            None => words.push(format!("{} not computing", share(parts.idle))),
        }
        if let Some(delayed) = parts.delayed {
            words.push(format!("{} taken away by the machine", share(delayed)));
        }
        let last = words.pop().unwrap_or_default();
        Some(format!(
            "Of {} × {:.0} ms, its threads spent {} and {last}.{}",
            self.workers,
            self.wall as f64 / 1e6,
            words.join(", "),
            self.counts().unwrap_or_default(),
        ))
    }

    /// How many threads there were, and how uneven their shares.
    fn counts(&self) -> Option<String> {
        let seen = match self.threads? {
            0 => return None, // all of them were too short to be seen
            1 => "One thread was started".to_owned(),
            threads => format!("{threads} threads were started"),
        };
        let imbalance = self.imbalance()?;
        Some(format!(
            " {seen}; the busiest computed {imbalance:.1} times a fair share."
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::Account;

    const MS: u64 = 1_000_000;

    #[test]
    fn the_account_adds_up() {
        let unknown = u64::MAX;
        let numbers = [
            2,
            40 * MS,
            60 * MS,
            62 * MS,
            MS,
            2 * MS,
            6 * MS,
            9,
            2,
            40 * MS,
            60 * MS,
        ];
        let account = Account::from_numbers(&numbers).unwrap();
        let parts = account.parts().unwrap();
        let sum = parts.computing + parts.waiting.unwrap() + parts.delayed.unwrap() + parts.idle;
        assert!((sum - 1.0).abs() < 1e-9, "{parts:?}");
        assert_eq!(
            account.in_words().unwrap(),
            "Of 2 × 40 ms, its threads spent 62 ms (78%) computing, 6 ms (8%) waiting for a lock or for \
             each other, 10 ms (12%) without a share of the work and 2 ms (2%) taken away by the machine. \
             2 threads were started; the busiest computed 1.3 times a fair share."
        );
        assert_eq!(account.imbalance(), Some(40.0 / 30.0));
        let mut blind = numbers;
        blind[5..].fill(unknown);
        assert_eq!(
            Account::from_numbers(&blind).unwrap().in_words().unwrap(),
            "Of 2 × 40 ms, its threads spent 62 ms (78%) computing and 18 ms (22%) not computing."
        );
        assert_eq!(Account::from_numbers(&[1]), None);
    }

    #[test]
    fn a_caller_that_works_as_well_has_a_share() {
        let account = |caller| Account {
            workers: 2,
            threads: Some(1),
            caller: Some(caller),
            most: Some(20),
            shares: Some(20),
            ..Account::default()
        };
        assert_eq!(account(20).imbalance(), Some(1.0));
        assert_eq!(account(60).imbalance(), Some(1.5));
        // One that only waits has a share, too: none.
        assert_eq!(account(0).imbalance(), Some(2.0));
    }

    #[test]
    fn more_threads_than_workers_do_not_make_more_than_all() {
        let account = Account {
            workers: 2,
            wall: 10,
            serial: 10,
            cpu: Some(25),
            waiting: Some(90),
            ..Account::default()
        };
        let parts = account.parts().unwrap();
        assert_eq!(
            (parts.computing, parts.waiting, parts.idle),
            (1.0, Some(0.0), 0.0)
        );
    }
}
