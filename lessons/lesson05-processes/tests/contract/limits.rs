//! Limits that pass: no test knows how fast this machine is at this moment.

use std::time::Duration;

use ::kit::case::note;

/// So long that no test gets there.
pub(crate) const FAR: Duration = Duration::from_secs(3600);

/// The shortest limit that is tried.
const SHORT: Duration = Duration::from_millis(100);
/// The longest.
const LONG: Duration = Duration::from_millis(1600);

/// Runs `attempt` with a limit that is reached, and again with twice the limit as long as it returns `None`: the
/// children were not ready yet. The attempt is told whether it is the last one. Returns `None` if they never were ready; a note
/// says so.
pub(crate) fn with_a_limit_that_passes<R>(
    mut attempt: impl FnMut(Duration, bool) -> Option<R>,
) -> Option<R> {
    let mut limit = SHORT;
    while limit <= LONG {
        if let Some(answer) = attempt(limit, limit == LONG) {
            return Some(answer);
        }
        limit *= 2;
    }
    note("a part of this was not checked: the machine is too busy to start processes in time");
    None
}
