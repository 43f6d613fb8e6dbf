//! What a test says.

/// What one test says about a subject.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The test attested its end, and the process ended well.
    Passed,
    /// The code is still a `todo!`.
    Todo,
    /// An assertion failed, or the learner's code panicked.
    Failed,
    /// All threads wait: for each other, or for what never comes.
    Deadlock {
        /// How many threads wait.
        threads: usize,
    },
    /// Still computing (or sleeping) when the time was over.
    Hung {
        /// The limit, in seconds.
        seconds: u64,
    },
    /// The process left before the test was over.
    LeftEarly {
        /// Its exit code.
        code: i32,
    },
    /// The process was ended by a signal, such as an abort or a stack overflow.
    Aborted {
        /// In words: "aborted", "stack overflow", "killed by signal 11".
        how: String,
    },
    /// The test and its program ended well, but processes that it had started lived on.
    LeftBehind {
        /// How many.
        processes: usize,
    },
    /// It printed so much that it was stopped.
    Flooded {
        /// How many bytes had come by then.
        bytes: u64,
    },
    /// It uses std's own locks, threads or atomics where the race stage must see them.
    AroundTheKit,
    /// It uses what belongs to the tests, with which it could attest their end itself, or hides what it uses. Nothing of it was run.
    OffLimits,
    /// Right, but not faster with more workers, on a machine that had cores for them.
    Slow,
    /// Whether it is fast cannot be told on this machine at this moment: neither red nor green.
    CannotTell,
    /// An earlier test in the same process decided; this one was not run.
    NotRun,
}

impl Verdict {
    /// Whether the test is green.
    pub fn passed(&self) -> bool {
        *self == Self::Passed
    }

    /// Whether it says something against the subject, or nothing at all because something before it did.
    pub fn is_red(&self) -> bool {
        !matches!(self, Self::Passed | Self::CannotTell)
    }
}
