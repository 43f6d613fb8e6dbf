//! What a package is made of: the files that are written into it, and what they are copies of.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::files::read;
use crate::{
    course::{Course, Lesson},
    judge::JudgeError,
    report::Stage,
    subject::Subject,
};

/// One file to be written, and what it is a copy of.
#[derive(Debug)]
pub(super) struct Copy {
    /// Relative to the package.
    pub(super) to: PathBuf,
    pub(super) from: Option<PathBuf>,
    pub(super) content: Vec<u8>,
}

/// All copies for a subject: its sources, the roots of the tests of these exercises, and the bench.
pub(super) fn of(
    course: &Course,
    lesson: &Lesson,
    subject: &Subject,
    exercises: &[&str],
) -> Result<Vec<Copy>, JudgeError> {
    let mut copies = sources(course, lesson, subject)?;
    for stage in [Stage::Contract, Stage::Race] {
        copies.extend(tests(course, lesson, stage, exercises)?);
    }
    copies.extend(bench(course, lesson)?);
    Ok(copies)
}

/// The solution's files, with the exercise's module replaced.
fn sources(course: &Course, lesson: &Lesson, subject: &Subject) -> Result<Vec<Copy>, JudgeError> {
    let folder = course.root.join(&lesson.solution);
    let mut copies = Vec::new();
    collect(&folder, Path::new("src"), &mut copies)?;
    if let Subject::With { exercise, file, .. } = subject {
        let module = Path::new("src").join(format!("{exercise}.rs"));
        let file = course.root.join(file);
        let content = read(&file)?;
        let Some(copy) = copies.iter_mut().find(|copy| copy.to == module) else {
            let problem = format!(
                "the solution of lesson {} has no {}",
                lesson.number,
                module.display()
            );
            return Err(JudgeError::Course { problem });
        };
        copy.content = content;
        copy.from = Some(file);
    }
    Ok(copies)
}

fn collect(package: &Path, folder: &Path, copies: &mut Vec<Copy>) -> Result<(), JudgeError> {
    let failed = |error: io::Error| JudgeError::reading(&package.join(folder), &error);
    let entries = fs::read_dir(package.join(folder)).map_err(failed)?;
    let mut entries = entries.collect::<Result<Vec<_>, _>>().map_err(failed)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let to = folder.join(entry.file_name());
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() {
            collect(package, &to, copies)?;
        } else if kind.is_file() && to.extension().is_some_and(|extension| extension == "rs") {
            copies.push(Copy {
                content: read(&entry.path())?,
                from: Some(entry.path()),
                to,
            });
        }
    }
    Ok(())
}

/// The root of a stage's tests, with the tests of other exercises left out and all modules where they are.
fn tests(
    course: &Course,
    lesson: &Lesson,
    stage: Stage,
    exercises: &[&str],
) -> Result<Option<Copy>, JudgeError> {
    let folder = course
        .root
        .join(&lesson.folder)
        .join("tests")
        .join(stage.name());
    let main = folder.join("main.rs");
    if !main.is_file() {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&read(&main)?).into_owned();
    let other = |name: &str| lesson.exercise(name).is_some() && !exercises.contains(&name);
    Ok(Some(Copy {
        to: Path::new("tests").join(format!("{}.rs", stage.name())),
        from: Some(main),
        content: moved(&text, &folder, &other).into_bytes(),
    }))
}

/// The speed bench, whole: it has no modules.
fn bench(course: &Course, lesson: &Lesson) -> Result<Option<Copy>, JudgeError> {
    let from = course.root.join(lesson.bench());
    if !from.is_file() {
        return Ok(None);
    }
    Ok(Some(Copy {
        to: Path::new("benches").join("speed.rs"),
        content: read(&from)?,
        from: Some(from),
    }))
}

/// `mod bank;` → `#[path = "/…/bank.rs"] mod bank;`, or nothing. Every line keeps its number.
fn moved(main: &str, folder: &Path, left_out: &dyn Fn(&str) -> bool) -> String {
    let mut text = String::with_capacity(main.len());
    for line in main.lines() {
        let declaration = line
            .trim_start()
            .trim_start_matches("pub(crate) ")
            .trim_start_matches("pub ");
        let name = declaration
            .strip_prefix("mod ")
            .and_then(|rest| rest.split_once(';'))
            .map(|(name, _)| name.trim());
        match name {
            Some(name) if left_out(name) => {}
            Some(name) => {
                let file = folder.join(format!("{name}.rs"));
                let file = if file.is_file() {
                    file
                } else {
                    folder.join(name).join("mod.rs")
                };
                text.push_str(&format!(
                    "#[path = {:?}] {line}",
                    file.display().to_string()
                ));
            }
            None => text.push_str(line),
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::moved;

    #[test]
    fn tests_stay_where_they_are_and_keep_their_lines() {
        let main =
            "//! Contract.\nmod bank;\nmod help;\n    mod counter; // later\nfn module() {}\n";
        let text = moved(main, Path::new("/no/such"), &|name| name == "bank");
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[0], "//! Contract.");
        assert_eq!(lines[1], "");
        assert_eq!(lines[2], "#[path = \"/no/such/help/mod.rs\"] mod help;");
        assert!(lines[3].starts_with("#[path = \"/no/such/counter"));
        assert_eq!(lines[4], "fn module() {}");
    }
}
