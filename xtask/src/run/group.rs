//! A program's group: all that it has started, but for what has left.

use std::process::Child;

/// Asks the group to end. Tells whether it could be asked. The child must not have been collected.
#[cfg(unix)]
pub(super) fn ask_to_end(child: &Child) -> bool {
    signal(child, libc::SIGTERM)
}

#[cfg(not(unix))]
pub(super) fn ask_to_end(_: &Child) -> bool {
    false
}

/// Ends the group. The child must not have been collected.
#[cfg(unix)]
pub(super) fn kill(child: &mut Child) {
    signal(child, libc::SIGKILL);
}

#[cfg(not(unix))]
pub(super) fn kill(child: &mut Child) {
    let _ = child.kill();
}

#[cfg(unix)]
fn signal(child: &Child, signal: libc::c_int) -> bool {
    let Ok(group) = libc::pid_t::try_from(child.id()) else {
        return false;
    };
    // SAFETY: takes numbers only. The group is the child's own, and its number stays taken until the child
    // is collected.
    unsafe { libc::kill(-group, signal) == 0 }
}
