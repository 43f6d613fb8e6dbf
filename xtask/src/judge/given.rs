//! Code that is given in a lesson: it lies in the learner's package, and speed is compared with what it does.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    course::{Course, Lesson},
    report::{Stage, TestResult, Verdict},
    reset::belongs_to,
    stub,
};

/// The first module in this package that is given and not as it was given: its path in the lesson. `lib.rs` may have more
/// modules by now; it computes nothing.
pub(super) fn changed(course: &Course, lesson: &Lesson, package: &Path) -> Option<PathBuf> {
    let all = course.and_challenges().ok()?;
    let all = all.lessons.iter().find(|it| it.number == lesson.number)?;
    let written = |file: &Path| {
        let mut exercises = all.exercises.iter();
        exercises.any(|exercise| belongs_to(all, &exercise.name, file))
    };
    let changed = stub::stubs(course, lesson).ok()?.into_iter().find(|stub| {
        let inside = stub.to.strip_prefix(&lesson.folder).unwrap_or(&stub.to);
        let is_given = inside != Path::new("src/lib.rs") && !written(&stub.to);
        // What is not there does not compile, and tells so by itself.
        is_given && fs::read_to_string(package.join(inside)).is_ok_and(|text| text != stub.text)
    });
    changed.map(|stub| stub.to)
}

/// What is said of the speed of an exercise beside such a file: nothing.
pub(super) fn untold(test: &str, file: &Path, lesson: &str) -> TestResult {
    TestResult {
        message: format!(
            "`{}` is given, and it is not as it was given any more. Your code is compared with code that may call it, so \
             nothing can be told of its speed.\nHint: what did you change there, and would the exercise do without? \
             `git diff` shows it; `cargo xtask reset lesson{lesson}` brings every file of the lesson back and keeps copies \
             of yours.",
            file.display(),
        ),
        ..TestResult::new(Stage::Speed, test, Verdict::CannotTell)
    }
}
