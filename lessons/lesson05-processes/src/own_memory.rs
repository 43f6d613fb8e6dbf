//! Exercise `own_memory`: what children add to is their own.
//!
//! This code runs, looks right, and is wrong. Find out why before you change it.

use std::{io, path::Path, process::Command};
use std::sync::atomic::{AtomicU64, Ordering};

/// What the children add to.
static TOTAL: AtomicU64 = AtomicU64::new(0);

/// The child's half: does the work on one share. The worker calls it when it is started as `worker add SHARE`.
///
/// # Errors
///
/// If the answer cannot be handed over.
pub fn add(share: u64) -> io::Result<()> {
    TOTAL.fetch_add(share, Ordering::Relaxed);
    Ok(())
}

/// The parent's half: starts `program add SHARE` once for each of `shares`, and returns the sum of what the children did.
///
/// * At once: all children live at the same time.
/// * Reaped: when this returns, also with an error, every child has ended and was waited for.
/// * Blocking: until all children have ended.
///
/// # Errors
///
/// The system's error if a child cannot be started. [`io::ErrorKind::Other`] if a child ends with another exit code than 0,
/// or by a signal: its share is missing then, and a sum without it would be wrong.
pub fn tally(program: &Path, shares: &[u64]) -> io::Result<u64> {
    todo!()
}
