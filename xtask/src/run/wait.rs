//! Waiting for a process's end without collecting it: until it is collected, its number and its
//! group's number belong to nobody else, and can be killed without hitting a stranger.

use std::{
    process::Child,
    sync::mpsc::SyncSender,
    thread::{self, JoinHandle},
};

/// Sends `message` as soon as the process has ended. The process stays to be collected.
#[cfg(unix)]
pub(super) fn tell_when_ended<T: Send + 'static>(
    child: &Child,
    to: SyncSender<T>,
    message: T,
) -> Option<JoinHandle<()>> {
    let id = libc::id_t::from(child.id());
    let wait = move || {
        // SAFETY: an all-zero siginfo_t is a valid value of this plain C struct.
        let mut info: libc::siginfo_t = unsafe { std::mem::zeroed() };
        loop {
            let flags = libc::WEXITED | libc::WNOWAIT;
            // SAFETY: `info` is valid for writes; with WNOWAIT nothing is collected.
            let done = unsafe { libc::waitid(libc::P_PID, id, &raw mut info, flags) };
            let again = std::io::Error::last_os_error().kind() == std::io::ErrorKind::Interrupted;
            if done == 0 || !again {
                break;
            }
        }
        let _ = to.send(message);
    };
    thread::Builder::new()
        .name("waits for a process".into())
        .spawn(wait)
        .ok()
}

/// Elsewhere the runner asks from time to time.
#[cfg(not(unix))]
pub(super) fn tell_when_ended<T: Send + 'static>(
    _: &Child,
    _: SyncSender<T>,
    _: T,
) -> Option<JoinHandle<()>> {
    None
}
