//! What an author hands in with an exercise: mistakes, alternatives, words.

use std::{collections::BTreeSet, path::Path};

use super::{Findings, files_below, has_word};
use crate::{
    corpus::{self, Mistake},
    course::Course,
};

/// Every mistake says what catches it and how; a row of the catalogue that it names is there.
pub(super) fn mistakes(course: &Course, findings: &mut Findings) {
    let found = corpus::mistakes(course, findings);
    in_the_catalogue(course, &found, findings);
    for lesson in &course.lessons {
        for exercise in &lesson.exercises {
            let id = lesson.id(&exercise.name);
            if !found.iter().any(|mistake| mistake.exercise == id) {
                let folder = folder("mistakes", &lesson.package(), &exercise.name);
                findings.add(&folder, 0, "the exercise has no mistake".to_owned());
            }
        }
    }
}

fn in_the_catalogue(course: &Course, mistakes: &[Mistake], findings: &mut Findings) {
    let named = |mistake: &Mistake| row(&mistake.summary).map(str::to_owned);
    let named: Vec<_> = mistakes
        .iter()
        .filter_map(|it| Some((&it.file, named(it)?)))
        .collect();
    if named.is_empty() {
        return;
    }
    let text = findings.read(course, Path::new("tests/mistakes/CATALOGUE.md"));
    for (file, number) in named {
        if !text.contains(&format!("\n| {number} | ")) {
            findings.add(file, 1, format!("the catalogue has no row {number}"));
        }
    }
}

/// The number in brackets at the end of a summary.
fn row(summary: &str) -> Option<&str> {
    let (_, number) = summary.strip_suffix(']')?.rsplit_once(" [")?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(number)
}

/// Every test is the first to catch a mistake; a test that no mistake needs is listed, with the reason, in
/// the README of the mistakes.
pub(super) fn first_catches(course: &Course, findings: &mut Findings) {
    let readme = Path::new("tests/mistakes/README.md");
    let text = findings.read(course, readme);
    let mut excused = excused(&text);
    // What is wrong with a head is the finding of another rule.
    let mistakes = corpus::mistakes(course, &mut Findings::default());
    for lesson in &course.lessons {
        for exercise in &lesson.exercises {
            let id = lesson.id(&exercise.name);
            let mut of_exercise = mistakes.iter().filter(|mistake| mistake.exercise == id);
            let caught: BTreeSet<_> = of_exercise.by_ref().map(|it| it.test.as_str()).collect();
            for (stage, test) in exercise.all_tests() {
                let name = format!("{} {test}", lesson.package());
                let file = lesson.tests(stage, &exercise.name);
                match (caught.contains(test), excused.remove(name.as_str())) {
                    (false, false) => {
                        findings.add(&file, 0, format!("no mistake is caught first by `{test}`"));
                    }
                    (true, true) => {
                        findings.add(readme, 0, format!("`{name}` does catch a mistake"));
                    }
                    _ => {}
                }
            }
        }
    }
    for name in excused {
        findings.add(readme, 0, format!("there is no test `{name}`"));
    }
}

/// The tests in entries such as "- `lesson02 bank::t1_…`: why no mistake needs it."
fn excused(text: &str) -> BTreeSet<&str> {
    let entries = text.lines().filter_map(|line| line.strip_prefix("- `"));
    entries
        .filter_map(|entry| Some(entry.split_once("`: ")?.0))
        .collect()
}

/// Every exercise has right code in other styles: two, or three where it has a race stage.
pub(super) fn alternatives(course: &Course, findings: &mut Findings) {
    let found = corpus::alternatives(course, findings);
    for lesson in &course.lessons {
        for exercise in &lesson.exercises {
            let id = lesson.id(&exercise.name);
            let wanted = if exercise.race.is_empty() { 2 } else { 3 };
            let count = found.iter().filter(|it| it.exercise == id).count();
            if count < wanted {
                let folder = folder("alternatives", &lesson.package(), &exercise.name);
                findings.add(
                    &folder,
                    0,
                    format!("holds {count} of at least {wanted} alternatives"),
                );
            }
        }
    }
}

/// Every README names its exercises, and the first one its lessons.
pub(super) fn readmes(course: &Course, findings: &mut Findings) {
    let first = Path::new("README.md");
    let all = findings.read(course, first);
    for lesson in &course.lessons {
        if !all.contains(&lesson.title) {
            findings.add(
                first,
                0,
                format!("does not name the lesson \"{}\"", lesson.title),
            );
        }
        let readme = lesson.folder.join("README.md");
        let text = findings.read(course, &readme);
        for exercise in &lesson.exercises {
            if !text.contains(&format!("`{}`", exercise.name)) {
                findings.add(
                    &readme,
                    0,
                    format!("does not name the exercise `{}`", exercise.name),
                );
            }
        }
    }
}

/// Every compiler error in a README has its program in `tests/compile/`, whose first line names it.
pub(super) fn compiler_errors(course: &Course, findings: &mut Findings) {
    for lesson in &course.lessons {
        let readme = lesson.folder.join("README.md");
        let text = findings.read(course, &readme);
        let mut shown = BTreeSet::new();
        for file in files_below(course, &lesson.folder.join("tests/compile")) {
            let program = findings.read(course, &file);
            match error_code(&program) {
                Some(code) => {
                    if !has_word(&text, &code) {
                        let problem = format!("the README does not speak of {code}");
                        findings.add(&file, 1, problem);
                    }
                    shown.insert(code);
                }
                None => findings.add(&file, 1, "does not begin with `//! E0123: …`".to_owned()),
            }
        }
        for (index, line) in text.lines().enumerate() {
            for code in codes(line).filter(|code| !shown.contains(*code)) {
                let problem = format!("{code} has no program in tests/compile");
                findings.add(&readme, index + 1, problem);
            }
        }
    }
}

/// The error that rustc must give for a program of `tests/compile/`, as its first line says.
pub fn error_code(program: &str) -> Option<String> {
    let line = program.lines().next()?.strip_prefix("//! ")?;
    let (code, what) = line.split_once(": ")?;
    let real = codes(code).next() == Some(code) && !what.is_empty();
    real.then(|| code.to_owned())
}

/// rustc's error codes in a text: E and four digits.
fn codes(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| {
        word.strip_prefix('E')
            .is_some_and(|digits| digits.len() == 4 && digits.bytes().all(|it| it.is_ascii_digit()))
    })
}

fn folder(kind: &str, lesson: &str, exercise: &str) -> std::path::PathBuf {
    Path::new("tests").join(kind).join(lesson).join(exercise)
}

#[cfg(test)]
mod tests {
    use super::{codes, error_code, row};

    #[test]
    fn error_codes_are_found_in_words() {
        let found: Vec<_> = codes("E0373 (`move`), E0597/E0521, not E12 or E05211").collect();
        assert_eq!(found, ["E0373", "E0597", "E0521"]);
    }

    #[test]
    fn a_mistake_names_its_row_at_its_end() {
        for (summary, number) in [
            ("looks and takes under two locks. [10]", Some("10")),
            ("takes `list[10]`", None),
            ("indexes [ab]", None),
            ("nothing []", None),
            ("10]", None),
        ] {
            assert_eq!(row(summary), number, "{summary}");
        }
    }

    #[test]
    fn a_program_names_its_error_in_the_first_line() {
        let code = |text| error_code(text);
        assert_eq!(
            code("//! E0373: the closure may outlive it\n").as_deref(),
            Some("E0373")
        );
        for bad in [
            "",
            "// E0373: x",
            "//! E0373",
            "//! E373: x",
            "\n//! E0373: x",
        ] {
            assert_eq!(code(bad), None, "{bad:?}");
        }
    }
}
