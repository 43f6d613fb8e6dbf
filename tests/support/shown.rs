//! What a learner reads.

use std::panic::{self, AssertUnwindSafe};

use xtask::{
    course::ExerciseId,
    guide,
    render::terminal::{self, Scene},
    report::Report,
};

use crate::{course::course, judged::Candidate};

/// A text that is compared with `tests/snapshots/NAME.snap`.
pub(crate) struct Snapshot {
    pub(crate) name: String,
    /// Told at the snapshot's head.
    pub(crate) about: String,
    /// Some numbers differ from run to run: none is compared.
    pub(crate) numbers_vary: bool,
    pub(crate) text: String,
}

/// The name of a snapshot: `lesson02__bank__argument_order`.
pub(crate) fn name(exercise: &ExerciseId, what: &str) -> String {
    format!("lesson{}__{}__{what}", exercise.lesson, exercise.exercise)
}

/// The report as the terminal shows it, without colours.
pub(crate) fn as_text(report: &Report, judged: &Candidate) -> String {
    let mut lessons = course().lessons.iter();
    let lesson = lessons.find(|lesson| lesson.number == judged.exercise.lesson);
    let lesson = lesson.expect("a candidate's lesson is one of the course's");
    let subject = judged.subject();
    let scene = Scene {
        lesson,
        subject: &subject,
        full: false,
    };
    let guides = guide::guides(course(), lesson, &subject, report);
    let painted = terminal::report(scene, report, &guides);
    let text = anstream::adapter::strip_str(&painted).to_string();
    // Where the judged file lies is this machine's business; a learner's lies here.
    let shown = lesson.module(&judged.exercise.exercise);
    text.replace(&*judged.file.to_string_lossy(), &shown.to_string_lossy())
}

/// Compares all, and names those that differ: all of them, not only the first.
pub(crate) fn differences(snapshots: impl Iterator<Item = Snapshot>) -> Vec<String> {
    let differs =
        |snapshot: &Snapshot| panic::catch_unwind(AssertUnwindSafe(|| compare(snapshot))).is_err();
    let different = snapshots.filter(differs);
    different
        .map(|snapshot| {
            format!(
                "{}: read the difference above, then `cargo insta review`",
                snapshot.name
            )
        })
        .collect()
}

fn compare(snapshot: &Snapshot) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_description(&snapshot.about);
    if snapshot.numbers_vary {
        settings.add_filter(r"\b\d+\b", "[n]");
    }
    settings.bind(|| insta::assert_snapshot!(snapshot.name.as_str(), snapshot.text));
}
