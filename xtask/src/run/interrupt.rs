//! Ctrl-C and friends: the runner ends what it has started, keeps what it knows, and leaves.

use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};

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

/// From now on SIGINT, SIGTERM and SIGHUP ask instead of ending the runner; the second one ends it.
#[cfg(unix)]
pub(super) fn listen() {
    extern "C" fn ask(signal: libc::c_int) {
        SIGNAL.store(signal, Ordering::Relaxed);
    }
    for signal in [libc::SIGINT, libc::SIGTERM, libc::SIGHUP] {
        // SAFETY: an all-zero sigaction is a valid value of this plain C struct.
        let mut action: libc::sigaction = unsafe { std::mem::zeroed() };
        action.sa_sigaction = ask as extern "C" fn(libc::c_int) as libc::sighandler_t;
        action.sa_flags = libc::SA_RESTART | libc::SA_RESETHAND;
        // SAFETY: the action is complete, and the handler only stores to an atomic, which is
        // async-signal-safe. A failure leaves the default behaviour, which ends the runner.
        unsafe { libc::sigaction(signal, &raw const action, std::ptr::null_mut()) };
    }
}

#[cfg(not(unix))]
pub(super) fn listen() {}
