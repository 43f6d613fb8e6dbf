//! Models that look at reference counts.
//!
//! `Arc` is std's own, so that `Arc<dyn Trait>` and the like work, and the explorer does not learn what a thread reads in its
//! counts. Two executions in which it read different numbers may look the same; so where such calls
//! stand in the code that the model runs through, no execution counts as the same as another.

use std::collections::BTreeSet;

use crate::model::{log::Log, timeline::Sources};

/// Calls whose answer depends on how many references there are.
const CALLS: [&str; 8] = [
    "strong_count(",
    "weak_count(",
    ".upgrade()",
    "Arc::try_unwrap(",
    "Arc::get_mut(",
    "Arc::make_mut(",
    "Arc::into_inner(",
    "Arc::unwrap_or_clone(",
];

/// Whether the code that this execution ran through looks at reference counts.
pub(super) fn are_looked_at(first: &Log) -> bool {
    let places = first.events.iter().filter_map(|event| event.place);
    let files: BTreeSet<&str> = places.map(|place| place.file).collect();
    let sources = Sources::on_disk();
    files
        .into_iter()
        .any(|file| sources.lines(file).iter().any(|line| looks(line)))
}

fn looks(line: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    CALLS.iter().any(|call| code.contains(call))
}

#[cfg(test)]
mod tests {
    use super::looks;

    #[test]
    fn a_call_is_known_and_a_comment_is_none() {
        assert!(looks("    if Arc::strong_count(&pool) == 1 {"));
        assert!(looks("let Some(pool) = self.pool.upgrade() else {"));
        assert!(!looks("// Arc::strong_count(&pool) is not asked for"));
        assert!(!looks("let total = total.into_inner().unwrap();"));
    }
}
