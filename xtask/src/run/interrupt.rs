//! Ctrl-C and friends: the runner ends what it has started, keeps what it knows, and leaves.

use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};

#[cfg(unix)]
use super::terminal;

/// The signal that asked last; 0 for none.
static SIGNAL: AtomicI32 = AtomicI32::new(0);

/// Whether what goes on is not wanted any more, while the runner is.
static STALE: AtomicBool = AtomicBool::new(false);

/// Whether somebody has asked the runner to end what it does.
pub fn wanted() -> bool {
    signal().is_some() || STALE.load(Ordering::Relaxed)
}

/// What is being judged is not wanted any more, such as after a save: it ends as if the runner were to end. Whoever says
/// so waits for its end, and then says that it may [go on](go_on).
pub fn stop_judging() {
    STALE.store(true, Ordering::Relaxed);
}

/// The next run is wanted again.
pub fn go_on() {
    STALE.store(false, Ordering::Relaxed);
}

/// The signal that asked the runner to end.
pub fn signal() -> Option<i32> {
    Some(SIGNAL.load(Ordering::Relaxed)).filter(|signal| *signal != 0)
}

/// From now on SIGINT, SIGTERM and SIGHUP ask instead of ending the runner; the second one ends it. One that is ignored
/// stays so: that is how `nohup`, or a shell that starts a job in the background, keeps a program going.
#[cfg(unix)]
pub(super) fn listen() {
    for signal in [libc::SIGINT, libc::SIGTERM, libc::SIGHUP] {
        // SAFETY: an all-zero sigaction is a valid value of this plain C struct.
        let mut action: libc::sigaction = unsafe { std::mem::zeroed() };
        // SAFETY: only asks, and `action` is valid for writes.
        unsafe { libc::sigaction(signal, std::ptr::null(), &raw mut action) };
        if action.sa_sigaction == libc::SIG_IGN {
            continue;
        }
        action.sa_sigaction = ask as extern "C" fn(libc::c_int) as libc::sighandler_t;
        action.sa_flags = libc::SA_RESTART;
        // SAFETY: the action is complete, and the handler does only what is async-signal-safe. A failure leaves the
        // default behaviour, which ends the runner.
        unsafe { libc::sigaction(signal, &raw const action, std::ptr::null_mut()) };
    }
}

/// Takes note of the first signal. The second one ends the runner as if it did not listen, but the terminal is given
/// back.
#[cfg(unix)]
extern "C" fn ask(signal: libc::c_int) {
    if SIGNAL.swap(signal, Ordering::Relaxed) == 0 {
        return;
    }
    terminal::give_back();
    // SAFETY: both calls take numbers only and are async-signal-safe. The signal is held back until the handler
    // returns, and ends the runner then.
    unsafe {
        libc::signal(signal, libc::SIG_DFL);
        libc::raise(signal);
    }
}

#[cfg(not(unix))]
pub(super) fn listen() {}
