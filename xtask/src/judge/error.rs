//! Troubles that are nobody's code: expected, each with one sentence and what to do next.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use crate::report::Report;

/// Why there is no verdict, or only a part of one.
#[derive(Clone, Debug)]
pub enum JudgeError {
    /// Ctrl-C, or a signal that asks to end; what had been judged by then is kept.
    Interrupted(Box<Report>),
    /// There is no cargo to build with.
    CargoMissing,
    /// Rust is older than the course needs.
    RustTooOld {
        /// As `cargo --version` says.
        found: String,
        /// As the course's manifest says.
        needed: String,
    },
    /// Crates are missing on this machine and cannot be downloaded.
    Network {
        /// cargo's own words.
        cargo: String,
    },
    /// A manifest that the build needs is damaged.
    Manifest {
        /// cargo's own words.
        cargo: String,
    },
    /// No space is left for what is built.
    DiskFull {
        /// The folder that has no room, if it is known.
        folder: Option<PathBuf>,
        /// What cargo or the system says.
        says: String,
    },
    /// A folder cannot be written to.
    ReadOnly {
        /// Which one, if it is known.
        folder: Option<PathBuf>,
        /// What cargo or the system says.
        says: String,
    },
    /// A file of the course cannot be read or written.
    File {
        /// Which one.
        file: PathBuf,
        /// What the system says.
        error: String,
    },
    /// The course has no such lesson, exercise or test, or a test program lacks a test that it should have.
    Course {
        /// One sentence.
        problem: String,
    },
    /// cargo failed for a reason that has no words of its own here.
    Cargo {
        /// cargo's own words.
        cargo: String,
    },
    /// A program could not be started or watched.
    System {
        /// What was tried.
        what: String,
        /// What the system says.
        error: String,
    },
}

impl JudgeError {
    /// Something in this folder could not be written.
    pub(crate) fn writing(folder: &Path, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull {
                folder: Some(folder.into()),
                says: error.to_string(),
            },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly {
                folder: Some(folder.into()),
                says: error.to_string(),
            },
            _ => Self::reading(folder, error),
        }
    }

    /// It was interrupted before anything was judged.
    pub(crate) fn interrupted() -> Self {
        Self::Interrupted(Box::new(Report {
            lesson: String::new(),
            subject: String::new(),
            build: None,
            exercises: Vec::new(),
        }))
    }

    /// A file could not be read.
    pub(crate) fn reading(file: &Path, error: &io::Error) -> Self {
        Self::File {
            file: file.into(),
            error: error.to_string(),
        }
    }

    /// What to do next, in one sentence.
    pub fn advice(&self) -> String {
        match self {
            Self::Interrupted(_) => "Run the same command again to go on.".into(),
            Self::CargoMissing => "Install Rust from https://rustup.rs, then open a new terminal.".into(),
            Self::RustTooOld { needed, .. } => {
                format!("Run `rustup update stable`: the course needs Rust {needed} or newer.")
            }
            Self::Network { .. } => {
                "Connect to the internet, or run `cargo fetch` where there is one: it brings all that the course will ever need.".into()
            }
            Self::Manifest { .. } => {
                "Mend the manifest that cargo names, or restore it with `git checkout -- FILE`.".into()
            }
            Self::DiskFull { folder: Some(folder), .. } => {
                format!("Make room on the disk; `{}` can be deleted at any time.", folder.display())
            }
            Self::DiskFull { folder: None, .. } => "Make room on the disk that is named above.".into(),
            Self::ReadOnly { folder: None, .. } => {
                "Make what is named above writable: it is not the folder that the course builds in.".into()
            }
            Self::ReadOnly { .. } => {
                "Make the folder writable, or set CARGO_TARGET_DIR to a folder that is.".into()
            }
            Self::File { .. } => "Check that the file exists and that you may use it.".into(),
            Self::Course { .. } => "The course itself is at fault here; please report it.".into(),
            Self::Cargo { .. } => "Read what cargo says above; `cargo --version` should work, too.".into(),
            Self::System { .. } => "Close other programs and try again.".into(),
        }
    }

    /// Whether the course itself is at fault, and neither the machine nor its user.
    pub fn is_the_courses_fault(&self) -> bool {
        matches!(self, Self::Course { .. })
    }
}

impl fmt::Display for JudgeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Interrupted(_) => write!(f, "interrupted before everything was judged"),
            Self::CargoMissing => write!(f, "cargo cannot be found"),
            Self::RustTooOld { found, needed } => {
                write!(
                    f,
                    "this Rust is too old: {found}, but the course needs {needed}"
                )
            }
            Self::Network { cargo } => {
                write!(f, "crates are missing and cannot be downloaded\n{cargo}")
            }
            Self::Manifest { cargo } => write!(f, "a manifest is damaged\n{cargo}"),
            Self::DiskFull { folder, says } => about(f, "the disk is full", folder, says),
            Self::ReadOnly { folder, says } => {
                let what = match folder {
                    Some(_) => "this folder cannot be written to",
                    None => "something cannot be written or read",
                };
                about(f, what, folder, says)
            }
            Self::File { file, error } => write!(f, "{}: {error}", file.display()),
            Self::Course { problem } => write!(f, "{problem}"),
            Self::Cargo { cargo } => write!(f, "cargo could not build\n{cargo}"),
            Self::System { what, error } => write!(f, "{what}: {error}"),
        }
    }
}

/// What is wrong, where if that is known, and what was said about it.
fn about(
    f: &mut fmt::Formatter<'_>,
    what: &str,
    folder: &Option<PathBuf>,
    says: &str,
) -> fmt::Result {
    match folder {
        Some(folder) => write!(f, "{what}: {}\n{says}", folder.display()),
        None => write!(f, "{what}\n{says}"),
    }
}

impl std::error::Error for JudgeError {}
