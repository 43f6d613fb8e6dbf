//! Why a command could not do what it was asked: one sentence, and what to do next.

use std::{fmt, io, path::Path};

use crate::{course::CourseError, exit::Exit, judge::JudgeError, run::interrupt, stub::StubError};

/// Why a command ended without an answer. What is wrong with a learner's code is never a trouble: it is a report.
#[derive(Debug, PartialEq, Eq)]
pub struct Trouble {
    /// One sentence: what is wrong.
    pub says: String,
    /// One sentence: what to do next.
    pub next: String,
    /// How the runner ends.
    pub exit: Exit,
}

impl Trouble {
    /// The command names what does not exist, or makes no sense.
    pub fn usage(says: impl Into<String>, next: impl Into<String>) -> Self {
        Self {
            says: says.into(),
            next: next.into(),
            exit: Exit::Usage,
        }
    }

    /// There can be no verdict here, for a reason that is not the code's.
    pub fn cannot_tell(says: impl Into<String>, next: impl Into<String>) -> Self {
        Self {
            exit: Exit::CannotTell,
            ..Self::usage(says, next)
        }
    }

    /// A file cannot be written.
    pub fn unwritable(file: &Path, error: &io::Error) -> Self {
        Self::cannot_tell(
            format!("`{}` cannot be written: {error}.", file.display()),
            "Check that its folder exists and may be written to, and that the disk has room; then run the same command again.",
        )
    }

    /// The course itself is broken.
    pub fn course(says: impl Into<String>, next: impl Into<String>) -> Self {
        Self {
            exit: Exit::Course,
            ..Self::usage(says, next)
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.says, self.next)
    }
}

impl std::error::Error for Trouble {}

impl From<CourseError> for Trouble {
    fn from(error: CourseError) -> Self {
        match error {
            CourseError::NotInside { .. } => Self::usage(
                error.to_string(),
                "Change into the folder that you cloned (the one with `lessons` in it) and try again.",
            ),
            CourseError::Manifest { ref file, .. } => Self::course(
                error.to_string(),
                format!(
                    "Mend it there, or bring it back with `git checkout -- {}`.",
                    file.display()
                ),
            ),
            CourseError::Read { ref path, .. } => Self::course(
                error.to_string(),
                format!(
                    "Bring it back with `git checkout -- {}`, or check that you may read it.",
                    path.display()
                ),
            ),
        }
    }
}

impl From<StubError> for Trouble {
    fn from(error: StubError) -> Self {
        let next = match error {
            StubError::Mark { .. } => {
                "Mend the mark in the solution; CONTRIBUTING.md explains them."
            }
            StubError::Read { .. } => {
                "Stubs are derived from `solutions/`: check that it is there."
            }
        };
        Self::course(error.to_string(), next)
    }
}

impl From<JudgeError> for Trouble {
    fn from(error: JudgeError) -> Self {
        let exit = match &error {
            JudgeError::Interrupted(_) => Exit::of_signal(interrupt::signal()),
            error if error.is_the_courses_fault() => Exit::Course,
            _ => Exit::CannotTell,
        };
        Self {
            says: error.to_string(),
            next: error.advice(),
            exit,
        }
    }
}
