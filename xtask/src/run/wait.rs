//! Waiting for a process's end without collecting it: until it is collected, its number and its
//! group's number belong to nobody else, and can be killed without hitting a stranger.

use std::{io, process::Child, sync::mpsc::SyncSender};
#[cfg(unix)]
use std::{sync::mpsc, thread};

/// A thread that waits for the end of a process which is still to be started: where no thread can be had, nothing must
/// have started. Without a process it ends.
#[derive(Debug)]
pub(super) struct Waiter {
    #[cfg(unix)]
    process: SyncSender<u32>,
}

impl Waiter {
    /// Will send `message` as soon as the process has ended, which stays to be collected.
    ///
    /// # Errors
    ///
    /// If no thread can be had.
    #[cfg(unix)]
    pub(super) fn start<T: Send + 'static>(to: SyncSender<T>, message: T) -> io::Result<Self> {
        let (process, started) = mpsc::sync_channel(1);
        let wait = move || {
            let Ok(id) = started.recv() else { return };
            wait_for(id);
            let _ = to.send(message);
        };
        thread::Builder::new()
            .name("waits for a process".into())
            .spawn(wait)?;
        Ok(Self { process })
    }

    /// Elsewhere the runner asks from time to time.
    #[cfg(not(unix))]
    pub(super) fn start<T: Send + 'static>(_: SyncSender<T>, _: T) -> io::Result<Self> {
        Ok(Self {})
    }

    /// The process has been started.
    pub(super) fn wait_for(self, child: &Child) {
        #[cfg(unix)]
        // The thread waits for nothing else, and there is room for one.
        let _ = self.process.send(child.id());
        #[cfg(not(unix))]
        let _ = child;
    }
}

/// Blocking: until the process has ended.
#[cfg(unix)]
fn wait_for(id: u32) {
    let id = libc::id_t::from(id);
    // SAFETY: an all-zero siginfo_t is a valid value of this plain C struct.
    let mut info: libc::siginfo_t = unsafe { std::mem::zeroed() };
    loop {
        let flags = libc::WEXITED | libc::WNOWAIT;
        // SAFETY: `info` is valid for writes; with WNOWAIT nothing is collected.
        let done = unsafe { libc::waitid(libc::P_PID, id, &raw mut info, flags) };
        let again = io::Error::last_os_error().kind() == io::ErrorKind::Interrupted;
        if done == 0 || !again {
            break;
        }
    }
}
