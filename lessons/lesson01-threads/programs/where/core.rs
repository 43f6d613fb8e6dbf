//! The core that the calling thread runs on.

use std::fs;

/// Its number, as the system counts; `None` where the system does not tell.
///
/// It may be old at once: between two steps of a thread the system can move it.
///
/// Source: proc_pid_stat(5), field 39.
pub(crate) fn of_this_thread() -> Option<usize> {
    let line = fs::read_to_string("/proc/thread-self/stat").ok()?;
    // The second field is the thread's name, in parentheses, and may hold anything.
    let (_, from_the_third) = line.rsplit_once(')')?;
    from_the_third.split_whitespace().nth(39 - 3)?.parse().ok()
}
