//! Begins a lesson: one small exercise that keeps all rules, to be replaced piece by piece.

use std::{fs, io, path::PathBuf};

use crate::{
    course::Course,
    stub::{self, BadMark},
    trouble::Trouble,
};

/// The text of each file; `NUMBER`, `NAME` and `TITLE` stand for the lesson's own.
const FILES: &[(&str, &str)] = &[
    (
        "solutions/lessonNUMBER-NAME/Cargo.toml",
        include_str!("template/solution.toml"),
    ),
    (
        "solutions/lessonNUMBER-NAME/src/lib.rs",
        include_str!("template/lib.rs"),
    ),
    (
        "solutions/lessonNUMBER-NAME/src/first.rs",
        include_str!("template/first.rs"),
    ),
    (
        "lessons/lessonNUMBER-NAME/Cargo.toml",
        include_str!("template/lesson.toml"),
    ),
    (
        "lessons/lessonNUMBER-NAME/README.md",
        include_str!("template/README.md"),
    ),
    (
        "lessons/lessonNUMBER-NAME/hints.md",
        include_str!("template/hints.md"),
    ),
    (
        "lessons/lessonNUMBER-NAME/tests/contract/main.rs",
        include_str!("template/contract_main.rs"),
    ),
    (
        "lessons/lessonNUMBER-NAME/tests/contract/first.rs",
        include_str!("template/contract_first.rs"),
    ),
    (
        "tests/mistakes/lessonNUMBER/first/begins_with_the_second.rs",
        include_str!("template/mistake_one.rs"),
    ),
    (
        "tests/mistakes/lessonNUMBER/first/wants_a_first_number.rs",
        include_str!("template/mistake_two.rs"),
    ),
    (
        "tests/alternatives/lessonNUMBER/first/loops.rs",
        include_str!("template/alternative_one.rs"),
    ),
    (
        "tests/alternatives/lessonNUMBER/first/splits.rs",
        include_str!("template/alternative_two.rs"),
    ),
];

/// The stubs are derived like any other lesson's.
const DERIVED: &[(&str, &str)] = &[
    (
        "lessons/lessonNUMBER-NAME/src/lib.rs",
        include_str!("template/lib.rs"),
    ),
    (
        "lessons/lessonNUMBER-NAME/src/first.rs",
        include_str!("template/first.rs"),
    ),
];

/// A file of the new lesson, relative to the course's root, and its text.
pub type File = (PathBuf, String);

/// All files of a new lesson.
///
/// # Errors
///
/// If number or name are not what a lesson's can be, or taken.
pub fn files(course: &Course, number: &str, name: &str) -> Result<Vec<File>, Trouble> {
    let number = match number.trim_start_matches("lesson").parse::<u32>() {
        Ok(number @ 1..=99) => format!("{number:02}"),
        _ => {
            return Err(Trouble::usage(
                format!("`{number}` is no lesson's number."),
                "It is 1 to 99, as in `cargo xtask author new 4 pools`.",
            ));
        }
    };
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_lowercase())
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    if !is_name(name) {
        return Err(Trouble::usage(
            format!("`{name}` is no lesson's name."),
            "It is small letters, digits and hyphens, as in `cargo xtask author new 4 pools`.",
        ));
    }
    if let Some(taken) = course.lessons.iter().find(|lesson| lesson.number == number) {
        return Err(Trouble::usage(
            format!(
                "There is a {} already: {}.",
                taken.package(),
                taken.folder.display()
            ),
            "A number is never given twice, and gaps are fine.",
        ));
    }
    let title = crate::render::text::capital(&name.replace('-', " "));
    let fill = |text: &str| {
        text.replace("NUMBER", &number)
            .replace("NAME", name)
            .replace("TITLE", &title)
    };
    let mut files: Vec<File> = FILES
        .iter()
        .map(|(file, text)| (PathBuf::from(fill(file)), fill(text)))
        .collect();
    for (file, text) in DERIVED {
        let text = stub::derive(&fill(text)).map_err(|BadMark { line, problem }| {
            Trouble::course(
                format!("template of {file}:{line}: {problem}"),
                "Mend the template.",
            )
        })?;
        files.push((PathBuf::from(fill(file)), text));
    }
    Ok(files)
}

/// Writes the files. One that is there already is not touched.
///
/// # Errors
///
/// If one is there already, or cannot be written.
pub fn write(course: &Course, files: &[File]) -> Result<(), Trouble> {
    let there = files
        .iter()
        .find(|(file, _)| course.root.join(file).exists());
    if let Some((file, _)) = there {
        return Err(Trouble::usage(
            format!("{} is there already.", file.display()),
            "Take another number, or move it away.",
        ));
    }
    for (file, text) in files {
        let written = (|| -> io::Result<()> {
            let file = course.root.join(file);
            if let Some(folder) = file.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(file, text)
        })();
        written.map_err(|error| Trouble::unwritable(file, &error))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{files, write};
    use crate::{corpus, course::Course, rules::Findings, sample};

    #[test]
    fn a_new_lesson_is_read_like_any_other() {
        let folder = tempfile::tempdir().unwrap();
        let mut course = sample::course();
        course.root = folder.path().to_owned();
        fs::create_dir_all(course.root.join("lessons/kit")).unwrap();
        let new = files(&course, "4", "long-waits").unwrap();
        write(&course, &new).unwrap();
        assert!(write(&course, &new).is_err(), "nothing is written over");
        let course = Course::load(&course.root).unwrap();
        let lesson = &course.lessons[0];
        assert_eq!(
            (lesson.number.as_str(), lesson.title.as_str()),
            ("04", "Long waits")
        );
        assert_eq!(lesson.exercises[0].contract.len(), 2);
        let mut findings = Findings::default();
        assert_eq!(corpus::mistakes(&course, &mut findings).len(), 2);
        assert_eq!(corpus::alternatives(&course, &mut findings).len(), 2);
        assert_eq!(findings.list, []);
        let stub = fs::read_to_string(course.root.join(lesson.module("first"))).unwrap();
        assert!(stub.contains("todo!(") && !stub.contains("//#"), "{stub}");
    }

    #[test]
    fn numbers_and_names_are_checked() {
        let course = sample::course();
        for (number, name) in [
            ("0", "x"),
            ("100", "x"),
            ("a", "x"),
            ("4", "Pools"),
            ("4", ""),
            ("2", "x"),
        ] {
            assert!(files(&course, number, name).is_err(), "{number} {name}");
        }
    }
}
