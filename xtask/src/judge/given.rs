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
/// lines by now, but has to have those that it was given: what a bench calls by a name must be what is given by it.
pub(super) fn changed(course: &Course, lesson: &Lesson, package: &Path) -> Option<PathBuf> {
    let all = course.and_challenges().ok()?;
    let all = all.lessons.iter().find(|it| it.number == lesson.number)?;
    let written = |file: &Path| {
        let mut exercises = all.exercises.iter();
        exercises.any(|exercise| belongs_to(all, &exercise.name, file))
    };
    let changed = stub::stubs(course, lesson).ok()?.into_iter().find(|stub| {
        let inside = stub.to.strip_prefix(&lesson.folder).unwrap_or(&stub.to);
        let is_kept = |text: &str| match inside == Path::new("src/lib.rs") {
            true => has_all_lines(text, &stub.text),
            false => written(&stub.to) || text == stub.text,
        };
        // What is not there does not compile, and tells so by itself.
        fs::read_to_string(package.join(inside)).is_ok_and(|text| !is_kept(&text))
    });
    changed.map(|stub| stub.to)
}

/// Whether each line of code of `given` still stands in `text`.
fn has_all_lines(text: &str, given: &str) -> bool {
    let lines = |text: &str| -> Vec<String> {
        let lines = text.lines().map(str::trim);
        let code = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
        code.map(str::to_owned).collect()
    };
    let now = lines(text);
    lines(given).iter().all(|line| now.contains(line))
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

#[cfg(test)]
mod tests {
    use super::has_all_lines;

    #[test]
    fn a_library_may_grow_but_its_names_stay_what_they_are() {
        let given = "//! Lesson.\n\nmod primes;\npub use trial_division::is_prime;\n";
        let grown = "mod helper;\nmod primes;\n  pub use trial_division::is_prime;\n";
        assert!(has_all_lines(grown, given));
        let other = "mod primes;\npub use primes::slow as is_prime;\n";
        assert!(!has_all_lines(other, given));
    }
}
