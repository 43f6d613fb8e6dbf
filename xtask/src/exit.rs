//! How the runner ends: the numbers that scripts and CI rely on.

use std::process::ExitCode;

/// What the runner's exit code means. Documented in `xtask/README.md`; a number never changes its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: everything that was asked for is green, or was done.
    Green,
    /// 1: something is not yet right: it does not build, or a promise is not kept.
    NotYet,
    /// 2: the command itself cannot be understood, or names what does not exist.
    Usage,
    /// 3: there is no verdict, for a reason that is not the code's: no cargo, a full disk, no network.
    CannotTell,
    /// 4: the course itself is broken: a damaged manifest, a bad mark, a failed `author check`.
    Course,
    /// 130: ended by Ctrl-C (SIGINT).
    Interrupted,
    /// 143: ended by SIGTERM.
    Terminated,
}

impl Exit {
    /// For a runner that was asked to end by this signal. The numbers are the same on every Unix.
    pub fn of_signal(signal: Option<i32>) -> Self {
        match signal {
            Some(15) => Self::Terminated,
            _ => Self::Interrupted,
        }
    }

    /// The number that the shell sees.
    pub fn code(self) -> u8 {
        match self {
            Self::Green => 0,
            Self::NotYet => 1,
            Self::Usage => 2,
            Self::CannotTell => 3,
            Self::Course => 4,
            Self::Interrupted => 130,
            Self::Terminated => 143,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        exit.code().into()
    }
}
