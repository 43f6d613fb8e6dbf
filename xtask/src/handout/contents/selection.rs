//! Which of the course's files are taken along.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use crate::{
    course::{Course, Lesson},
    handout::FOLDER,
};

/// What is taken along.
pub(super) struct Selection {
    with_solutions: bool,
    /// Names that tell a lesson which is not handed out: `lesson03-queues`, `lesson03`.
    left_out: BTreeSet<String>,
    /// The learner's folders, which get fresh stubs.
    sources: Vec<PathBuf>,
}

impl Selection {
    pub(super) fn new(course: &Course, lessons: &[&Lesson], with_solutions: bool) -> Self {
        let chosen = |lesson: &&Lesson| !lessons.iter().any(|it| it.number == lesson.number);
        let names = |lesson: &Lesson| {
            let folder = lesson.folder.file_name().unwrap_or_default();
            [folder.to_string_lossy().into_owned(), lesson.package()]
        };
        let sources = course
            .lessons
            .iter()
            .map(|lesson| lesson.folder.join("src"));
        Self {
            with_solutions,
            left_out: course
                .lessons
                .iter()
                .filter(chosen)
                .flat_map(names)
                .collect(),
            sources: sources.collect(),
        }
    }

    /// Whether a file of the course is handed out.
    pub(super) fn takes(&self, path: &Path) -> bool {
        let name = |part: &str| {
            // A snapshot is called `lesson03__drain__stub.snap`.
            let name = part.split_once("__").map_or(part, |(lesson, _)| lesson);
            self.left_out.contains(name)
        };
        let mut parts = path.components();
        if parts.any(|part| name(&part.as_os_str().to_string_lossy()))
            || self.sources.iter().any(|source| path.starts_with(source))
            || path.starts_with(FOLDER)
        {
            return false;
        }
        self.with_solutions || is_for_learners(path)
    }
}

/// Only what is named here: whatever else a teacher keeps in the course's folder stays there.
fn is_for_learners(path: &Path) -> bool {
    const FILES: [&str; 7] = [
        ".gitattributes",
        ".gitignore",
        "Cargo.lock",
        "Cargo.toml",
        "README.md",
        "clippy.toml",
        "rustfmt.toml",
    ];
    let mut parts = path.components();
    let top = parts.next().map(|part| part.as_os_str().to_string_lossy());
    let top = top.unwrap_or_default();
    if parts.next().is_none() {
        return FILES.contains(&&*top) || top.starts_with("LICENSE");
    }
    // What stands among sources is a part of the program.
    let is_source = path.components().any(|part| part.as_os_str() == "src");
    let is_script = path.extension().is_some_and(|it| it == "sh") && !is_source;
    matches!(&*top, ".cargo" | "lessons" | "xtask") && !is_script
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Selection;
    use crate::sample;

    #[test]
    fn a_learner_gets_what_a_learner_needs() {
        let course = sample::course();
        let takes = |with_solutions: bool, path: &str| {
            Selection::new(&course, &[&course.lessons[0]], with_solutions).takes(Path::new(path))
        };
        for path in [
            "Cargo.toml",
            ".cargo/config.toml",
            "LICENSE-MIT",
            "lessons/kit/src/lib.rs",
            "lessons/lesson01-threads/tests/contract/both.rs",
            "xtask/src/main.rs",
            "xtask/src/cli/completions/bash.sh",
        ] {
            assert!(takes(false, path) && takes(true, path), "{path}");
        }
        for path in [
            "solutions/lesson01-threads/src/both.rs",
            "tests/mistakes/lesson01/both/wrong.rs",
            "tests/snapshots/lesson01__both__stub.snap",
            "CONTRIBUTING.md",
            "exam.md",
            "xtask/measure.sh",
            ".ci/run",
        ] {
            assert!(!takes(false, path) && takes(true, path), "{path}");
        }
        for path in [
            "lessons/lesson01-threads/src/both.rs",
            "lessons/lesson02-locks/README.md",
            "solutions/lesson02-locks/src/bank.rs",
            "tests/mistakes/lesson02/bank/wrong.rs",
            "tests/snapshots/lesson02__bank__stub.snap",
            "xtask/handout/record.json",
        ] {
            assert!(!takes(false, path) && !takes(true, path), "{path}");
        }
    }
}
