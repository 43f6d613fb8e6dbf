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

/// A file that is given and not as it was given.
#[derive(Debug)]
pub(super) struct Changed {
    /// Its path in the lesson.
    file: PathBuf,
    /// The line that it has lost, of one that may grow.
    lost: Option<String>,
}

/// The first module in this package that is given and not as it was given. `lib.rs` may have more lines by now, but has to
/// have those that it was given: what a bench calls by a name must be what is given by it.
pub(super) fn changed(course: &Course, lesson: &Lesson, package: &Path) -> Option<Changed> {
    let all = course.and_challenges().ok()?;
    let all = all.lessons.iter().find(|it| it.number == lesson.number)?;
    let written = |file: &Path| {
        let mut exercises = all.exercises.iter();
        exercises.any(|exercise| belongs_to(all, &exercise.name, file))
    };
    stub::stubs(course, lesson)
        .ok()?
        .into_iter()
        .find_map(|stub| {
            let inside = stub.to.strip_prefix(&lesson.folder).unwrap_or(&stub.to);
            // What is not there does not compile, and tells so by itself.
            let text = fs::read_to_string(package.join(inside)).ok()?;
            if inside == Path::new("src/lib.rs") {
                return lost(&text, &stub.text).map(|line| Changed {
                    file: stub.to,
                    lost: Some(line),
                });
            }
            let is_kept = written(&stub.to) || stub::same_text(&text, &stub.text);
            (!is_kept).then_some(Changed {
                file: stub.to,
                lost: None,
            })
        })
}

/// The first line of code of `given` that no longer stands in `text`. A module may have become a public one.
fn lost(text: &str, given: &str) -> Option<String> {
    let is_there = |line: &&str| {
        let is_module = line.starts_with("mod ");
        let mut now = code(text);
        now.any(|it| it == *line || is_module && it.strip_prefix("pub ") == Some(line))
    };
    let mut given = code(given);
    given.find(|line| !is_there(line)).map(str::to_owned)
}

fn code(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with("//"))
}

/// What is said of the speed of an exercise beside such a file: nothing.
pub(super) fn untold(test: &str, changed: &Changed, lesson: &str) -> TestResult {
    let file = changed.file.display();
    let message = match &changed.lost {
        Some(line) => format!(
            "`{file}` has no line `{line}` any more, which was given. Your code is compared with code that may call it by that \
             name, so nothing can be told of its speed.\nHint: put that line back, and what you need besides into lines \
             of its own.",
        ),
        None => format!(
            "`{file}` is given, and it is not as it was given any more. Your code is compared with code that may call it, so \
             nothing can be told of its speed.\nHint: what did you change there, and would the exercise do without? \
             `git diff` shows it; `cargo xtask reset lesson{lesson}` brings every file of the lesson back and keeps copies \
             of yours.",
        ),
    };
    TestResult {
        message,
        ..TestResult::new(Stage::Speed, test, Verdict::CannotTell)
    }
}

#[cfg(test)]
mod tests {
    use super::lost;

    #[test]
    fn a_library_may_grow_but_its_names_stay_what_they_are() {
        let given = "//! Lesson.\n\nmod primes;\npub use trial_division::is_prime;\n";
        let grown = "mod helper;\nmod primes;\n  pub use trial_division::is_prime;\n";
        assert_eq!(lost(grown, given), None);
        let open = "pub mod primes;\r\npub use trial_division::is_prime;\r\n";
        assert_eq!(lost(open, given), None);
        let other = "mod primes;\npub use primes::slow as is_prime;\n";
        assert_eq!(
            lost(other, given).unwrap(),
            "pub use trial_division::is_prime;"
        );
    }
}
