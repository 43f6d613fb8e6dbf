//! Exercise `own_memory`: whose memory does a child write to?
//!
//! This code runs, and it looks right. It is not: mend it.

use std::{
    io,
    path::Path,
    process::Command,
    sync::atomic::{AtomicU64, Ordering},
};

/// The parent reads here what its children have added.
static TOTAL: AtomicU64 = AtomicU64::new(0);

/// The child's half: counts one share. The worker calls it when it is started as `worker add SHARE`, and ends then.
///
/// # Errors
///
/// If the share cannot be handed over to the parent.
pub fn add(share: u64) -> io::Result<()> {
    TOTAL.fetch_add(share, Ordering::Relaxed);
    Ok(())
}

/// The parent's half: starts `program add SHARE` once for each of `shares`, and returns the sum of what the children
/// have counted. The sum fits into a `u64`.
///
/// * At once: all children live at the same time.
/// * Reaped: when this returns, with a sum or with an error, every child has ended and was waited for.
/// * Blocking: until all children have ended.
///
/// # Errors
///
/// The system's error if a child cannot be started. [`io::ErrorKind::Other`] if a child does not end with exit code 0: its
/// share may be missing, and a sum that may be wrong is worse than none.
pub fn tally(program: &Path, shares: &[u64]) -> io::Result<u64> {
    let mut children = Vec::new();
    for share in shares {
        let mut command = Command::new(program);
        children.push(command.args(["add", &share.to_string()]).spawn()?);
    }
    for mut child in children {
        child.wait()?;
    }
    Ok(TOTAL.swap(0, Ordering::Relaxed))
}
