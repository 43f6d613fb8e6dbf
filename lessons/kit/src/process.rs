//! Processes: groups of them, a pool of them, and the program that plays the child in a lesson's tests.
//!
//! [`ProcessPool`] and what it stands on ([`Connection`], [`write_frame`], [`read_frame`]) are what lesson 06 builds, for lessons that
//! come later and need it; [`serve`] is the worker's side.
//!
//! std starts a child in a group of its own (`CommandExt::process_group`), but has no way to signal that group: this
//! is the missing half.

mod connection;
mod frame;
mod pool;
mod serve;

use std::{
    io,
    process::{Child, Command},
};

pub use connection::{Connection, LARGEST};
pub use frame::{FrameError, read_frame, write_frame};
pub use pool::{ProcessPool, WorkerError};
pub use serve::serve;

/// The worker program of the package under test, as a `&'static Path`.
///
/// Each package that is judged has a worker with a name of its own, `PACKAGE-worker`: of two programs with one name the
/// later one would overwrite the other, and one subject would be judged with another's worker. cargo builds
/// it together with the package's tests.
#[macro_export]
macro_rules! worker {
    () => {
        ::std::path::Path::new(::core::env!(
            ::core::concat!("CARGO_BIN_EXE_", ::core::env!("CARGO_PKG_NAME"), "-worker"),
            "this package has no worker: its manifest needs a [[bin]] with the package's name and `-worker`"
        ))
    };
}

/// A child and everything that it starts, as one group that can be ended as a whole.
///
/// A descendant can leave the group by making one of its own; it is not reached any more then.
/// Only Unix has such groups. Elsewhere [`spawn`](Self::spawn) starts a plain child, and [`kill`](Self::kill) says that it cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// The number of the group, which is the number of its first process.
    id: u32,
}

/// What a test fails for that ends a group in which nobody is left.
#[cfg(unix)]
const TOO_LATE: &str = "`Group::kill` was called after the group's first process had been waited for, and nobody was left in the group: \
    its number may have been a stranger's by then. Hint: who has waited for the child, and who may still want to end its group?";

impl Group {
    /// Starts `command` as the first process of a new group.
    ///
    /// # Errors
    ///
    /// If the program cannot be started, as from [`Command::spawn`].
    pub fn spawn(command: &mut Command) -> io::Result<(Self, Child)> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let child = command.spawn()?;
        Ok((Self { id: child.id() }, child))
    }

    /// Ends all processes of the group at once, as SIGKILL does: none of them can refuse, or clean up.
    ///
    /// Whoever ended stays to be collected by its parent: you still have to `wait` for the child.
    /// The group's number is taken as long as one of its processes lives or waits to be
    /// collected. After that the system may give it to a stranger; so kill first, collect afterwards.
    /// A test in which this comes too late fails for it.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::NotFound`] if nobody is left in the group: all have ended and were collected.
    /// [`io::ErrorKind::Unsupported`] where there are no groups of processes.
    pub fn kill(&self) -> io::Result<()> {
        #[cfg(unix)]
        return unix::kill_group(self.id).inspect_err(|error| {
            // Whoever has ended and was not collected is still in its group, so this one's child was collected before.
            if error.kind() == io::ErrorKind::NotFound {
                crate::fault::blame(TOO_LATE.into());
            }
        });
        #[cfg(not(unix))]
        Err(io::Error::new(
            io::ErrorKind::Unsupported,
            "this system has no groups of processes; end the child alone, with `Child::kill`",
        ))
    }
}

/// Ends every process that descends from this one, as far as the system shows them. For a test process that is
/// about to leave: its children would outlive it.
pub(crate) fn end_descendants() {
    #[cfg(unix)]
    for id in crate::activity::descendants_of(std::process::id()) {
        let _ = unix::kill_one(id);
    }
}

#[cfg(unix)]
mod unix {
    use std::{ffi::c_int, io};

    /// The same number on every Unix: POSIX fixes it.
    const SIGKILL: c_int = 9;

    // Every Unix target of std links the C library, where POSIX puts this function; `pid_t` is a `c_int` on all of them.
    unsafe extern "C" {
        /// `kill(2)`.
        fn kill(id: c_int, signal: c_int) -> c_int;
    }

    pub(super) fn kill_group(id: u32) -> io::Result<()> {
        match send(id, -1) {
            // macOS says so of a group in which all have ended, but not all were collected.
            Err(error)
                if cfg!(target_vendor = "apple") && is(&error, io::ErrorKind::PermissionDenied) =>
            {
                Ok(())
            }
            // ESRCH: std has no kind for it.
            Err(error) if error.raw_os_error() == Some(3) => Err(io::Error::new(
                io::ErrorKind::NotFound,
                "nobody is left in this group: all of its processes have ended and were collected",
            )),
            sent => sent,
        }
    }

    pub(super) fn kill_one(id: u32) -> io::Result<()> {
        send(id, 1)
    }

    fn send(id: u32, sign: c_int) -> io::Result<()> {
        // 0 and 1 mean "my own group" and "everybody" where a group is meant.
        let id = c_int::try_from(id).ok().filter(|id| *id > 1);
        let id = id.ok_or(io::ErrorKind::InvalidInput)?;
        // SAFETY: takes two numbers and touches no memory of this process.
        match unsafe { kill(sign * id, SIGKILL) } {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        }
    }

    fn is(error: &io::Error, kind: io::ErrorKind) -> bool {
        error.kind() == kind
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::{
        io::{self, Read},
        os::unix::process::ExitStatusExt,
        process::{Command, Stdio},
    };

    use super::Group;

    /// A shell that starts another process, which keeps the shell's standard output open.
    fn family() -> Command {
        #[expect(
            clippy::disallowed_methods,
            reason = "the kit tests how processes are ended"
        )]
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", "sleep 1000000 & echo started; wait"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        command
    }

    #[test]
    fn a_group_is_ended_with_all_that_its_first_process_has_started() {
        let _case = crate::case!();
        let (group, mut child) = Group::spawn(&mut family()).expect("there is a shell");
        let mut output = child.stdout.take().expect("its output is a pipe");
        let mut started = [0; 8];
        output.read_exact(&mut started).expect("the shell speaks");
        group.kill().expect("the group lives");
        // The end of the pipe comes only when nobody holds it any more.
        output.read_to_end(&mut Vec::new()).expect("a pipe");
        let status = child.wait().expect("a child");
        assert_eq!(status.signal(), Some(9));
    }

    #[test]
    fn a_group_without_anybody_is_told() {
        let _case = crate::case!();
        let (group, mut child) = Group::spawn(&mut family()).expect("there is a shell");
        group.kill().expect("the group lives");
        group
            .kill()
            .expect("whoever has ended is still there until it is collected");
        child.wait().expect("a child");
        // The shell's own child is collected by somebody else, in its own time.
        while group.kill().is_ok() {
            std::thread::yield_now();
        }
        let error = group.kill().expect_err("nobody is there");
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
        let fault = crate::fault::take();
        assert!(fault.is_some_and(|fault| fault.contains("a stranger's")));
    }
}
