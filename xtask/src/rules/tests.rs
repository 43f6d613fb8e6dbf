//! The lessons' tests: in their order, guarded, and not to be fooled.

use std::path::PathBuf;

use super::{Findings, files_below, source};
use crate::course::{Course, Lesson};

/// The tests of an exercise are numbered in their order: t1, t2, … through all its stages.
pub(super) fn numbered(course: &Course, findings: &mut Findings) {
    for lesson in &course.lessons {
        for exercise in &lesson.exercises {
            for (index, (stage, test)) in exercise.all_tests().enumerate() {
                let wanted = format!("{}::t{}_", exercise.name, index + 1);
                if !test.starts_with(&wanted) {
                    let problem = format!("`{test}` does not begin with `{wanted}`");
                    findings.add(&lesson.tests(stage, &exercise.name), 0, problem);
                }
            }
        }
    }
}

/// Every test begins with its guard, without which it counts for nothing.
pub(super) fn guarded(course: &Course, findings: &mut Findings) {
    const GUARD: &str = "let _case = ::kit::case!();";
    for file in course
        .lessons
        .iter()
        .flat_map(|lesson| files(course, lesson))
    {
        let text = findings.read(course, &file);
        for test in source::tests(&text)
            .iter()
            .filter(|test| test.first != GUARD)
        {
            let problem = format!("`{}` does not begin with `{GUARD}`", test.name);
            findings.add(&file, test.line, problem);
        }
    }
}

/// No test can be fooled by a learner's own names: crates are named with `::`, and nothing of the lesson
/// is imported that the test does not name.
pub(super) fn imports(course: &Course, findings: &mut Findings) {
    for lesson in &course.lessons {
        let package = lesson.package();
        for file in files(course, lesson) {
            let text = findings.read(course, &file);
            for (line, import) in source::imports(&text) {
                if import.contains(&package) && import.contains('*') {
                    findings.add(&file, line, "imports all names of the lesson".to_owned());
                }
            }
            for (index, line) in text.lines().enumerate() {
                let code = line.split("//").next().unwrap_or_default();
                for name in [package.as_str(), "kit"] {
                    if named_without_root(code, name) {
                        let problem = format!("names `{name}::` without `::` before it");
                        findings.add(&file, index + 1, problem);
                    }
                }
            }
        }
    }
}

/// Whether `crate_name::` stands there without `::` before it.
fn named_without_root(code: &str, crate_name: &str) -> bool {
    let path = format!("{crate_name}::");
    code.match_indices(&path).any(|(at, _)| {
        let before = &code[..at];
        let part_of_a_word = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        !part_of_a_word && !before.ends_with("::")
    })
}

/// All files of a lesson's tests that cargo compiles.
fn files(course: &Course, lesson: &Lesson) -> Vec<PathBuf> {
    let folder = lesson.folder.join("tests");
    let of_target = |target| files_below(course, &folder.join(target));
    ["contract", "race"]
        .into_iter()
        .flat_map(of_target)
        .chain(files_below(course, &lesson.folder.join("benches")))
        .collect()
}

#[cfg(test)]
mod examples {
    use super::named_without_root;

    #[test]
    fn a_crate_must_be_named_from_the_root() {
        for good in [
            "use ::kit::sync::Arc;",
            "::kit::model(|| {})",
            "toolkit::x()",
            "kit.go()",
        ] {
            assert!(!named_without_root(good, "kit"), "{good}");
        }
        for bad in ["use kit::sync::Arc;", "(kit::model)"] {
            assert!(named_without_root(bad, "kit"), "{bad}");
        }
    }
}
