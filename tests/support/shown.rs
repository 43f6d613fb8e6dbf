//! What a learner reads, compared with `tests/snapshots/`.

use std::panic::{self, AssertUnwindSafe};

use xtask::author::claim::Claim;

/// A text that is compared with `tests/snapshots/NAME.snap`.
pub(crate) struct Snapshot {
    pub(crate) name: String,
    /// Told at the snapshot's head.
    pub(crate) about: String,
    pub(crate) text: String,
    /// Some numbers differ from run to run: none is compared.
    pub(crate) numbers_vary: bool,
}

/// The name of a snapshot: `lesson02__bank__argument_order`.
pub(crate) fn name(claim: &Claim<'_>, what: &str) -> String {
    format!(
        "{}__{}__{what}",
        claim.lesson.package(),
        claim.exercise.name
    )
}

/// Compares all, and names those that differ: all of them, not only the first.
pub(crate) fn differences(snapshots: impl Iterator<Item = Snapshot>) -> Vec<String> {
    let differs =
        |snapshot: &Snapshot| panic::catch_unwind(AssertUnwindSafe(|| compare(snapshot))).is_err();
    let advice = "read the difference above, then `cargo insta review`";
    let different = snapshots.filter(differs);
    different
        .map(|snapshot| format!("{}: {advice}", snapshot.name))
        .collect()
}

fn compare(snapshot: &Snapshot) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_description(&snapshot.about);
    // What a worker still says when the test is over and its pipes are closed: it may be heard or not.
    settings.add_filter(r"  It printed:\n(  \| worker: Broken pipe .*\n)+\n", "");
    if snapshot.numbers_vary {
        // How much of it had come when the test was over.
        settings.add_filter(r"  It printed:\n(  \|.*\n)+\n", "");
        settings.add_filter(r"\b\d+\b", "[n]");
        // The lines' ends, which lie elsewhere where a number has more digits.
        settings.add_filter(r"\n  (edit|test|note|\[n\] more|\|)", "\n\u{1}$1");
        settings.add_filter(r"(\S)\n  (\S)", "$1 $2");
        settings.add_filter("\u{1}", "  ");
        // How many are left behind, and whether a worker's death or its broken pipe was seen.
        settings.add_filter(r"(\[n\] \([\w-]+\))(, \[n\] \([\w-]+\))+", "$1, …");
        settings.add_filter(r"(pipe:\[\[n\]\])(, pipe:\[\[n\]\])+", "$1, …");
        settings.add_filter(r"crashed with \[n\]", "crashed");
        // Who was first.
        settings.add_filter(r"\{('[a-z]': \[n\](, )?)+\}", "{…}");
    }
    settings.bind(|| insta::assert_snapshot!(snapshot.name.as_str(), snapshot.text));
}
