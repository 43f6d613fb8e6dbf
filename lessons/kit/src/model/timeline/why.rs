//! Why it went wrong: what changed hands, in a sentence or two.
//!
//! Each module knows one shape of mistake by the order of reads, writes, waits and notifications,
//! whatever primitive they were made with. None of them guesses what the learner meant: where no
//! shape fits, the table speaks for itself.

mod lock_order;
mod lost_update;
mod lost_wakeup;
mod missed;
mod orders;
mod own_lock;
mod torn;
mod woken;
mod wrapped;

use super::facts::Facts;
use crate::model::log::Ending;

/// Sentences, and the rows (from 0) that they speak of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reason {
    /// For programs: `lost-update`, `lost-wake-up` …
    pub(super) kind: &'static str,
    pub(super) sentences: Vec<String>,
    pub(super) rows: Vec<usize>,
}

/// The most telling reasons first, and few of them: a reader remembers one.
pub(super) fn reasons(facts: &Facts) -> Vec<Reason> {
    let mut found: Vec<Reason> = Vec::new();
    match facts.failure.ending {
        Ending::Deadlock => {
            found.extend(lock_order::reason(facts));
            found.extend(lost_update::certain(facts));
            found.extend(lost_wakeup::reasons(facts));
        }
        Ending::Panic { thread, .. } | Ending::DoublePanic { thread, .. } => {
            found.extend(orders::stale(facts));
            found.extend(woken::too_late(facts, thread));
            if found.is_empty() {
                found.extend(wrapped::below_zero(facts));
                let shapes =
                    lost_update::reason(facts, thread).or_else(|| torn::reason(facts, thread));
                found.extend(shapes);
                if !found.is_empty() {
                    found.extend(own_lock::reason(facts));
                }
                if found.is_empty() {
                    found.extend(woken::overtaken(facts));
                }
                if found.is_empty() {
                    found.extend(woken::for_nothing(facts));
                }
            }
        }
        Ending::DataRace { accesses, .. } => found.extend(orders::data_race(facts, accesses)),
        Ending::Spin { .. } | Ending::NoEnd { .. } | Ending::StackOverflow { .. } => {}
    }
    found.truncate(2);
    found
}

/// `rows 1 and 2`, `row 1`.
fn rows(facts: &Facts, events: &[usize]) -> Vec<usize> {
    let mut rows: Vec<usize> = events
        .iter()
        .filter_map(|event| facts.row(*event))
        .collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

fn number(facts: &Facts, event: usize) -> String {
    facts
        .row(event)
        .map_or("?".to_string(), |row| (row + 1).to_string())
}
