//! Reads the course from disk.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

use super::{Course, Exercise, Kind, Lesson, manifest};
use crate::report::Stage;

/// Why there is no course to judge.
#[derive(Debug)]
pub enum CourseError {
    /// Neither this folder nor one above it is the course.
    NotInside {
        /// Where the search began.
        from: PathBuf,
    },
    /// A lesson's manifest cannot be understood.
    Manifest {
        /// The manifest, relative to the root.
        file: PathBuf,
        /// From 1.
        line: usize,
        /// From 1, in characters.
        column: usize,
        /// What the parser says.
        problem: String,
    },
    /// A file or folder of the course is missing or cannot be read.
    Read {
        /// Relative to the root.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

impl fmt::Display for CourseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotInside { from } => {
                write!(f, "{} is not inside the course", from.display())
            }
            Self::Manifest {
                file,
                line,
                column,
                problem,
            } => write!(
                f,
                "this lesson's manifest is damaged: {}:{line}:{column}: {problem}",
                file.display()
            ),
            Self::Read { path, error } => {
                write!(f, "{} cannot be read: {error}", path.display())
            }
        }
    }
}

impl std::error::Error for CourseError {}

impl Course {
    /// Finds the course that `from` lies in, and reads its lessons.
    ///
    /// # Errors
    ///
    /// If no folder from here upwards is the course, or if something in it cannot be read.
    pub fn find(from: &Path) -> Result<Self, CourseError> {
        let is_root = |folder: &&Path| {
            folder.join("Cargo.toml").is_file() && folder.join("lessons").join("kit").is_dir()
        };
        match from.ancestors().find(is_root) {
            Some(root) => Self::load(root),
            None => Err(CourseError::NotInside { from: from.into() }),
        }
    }

    /// The same course with its challenges among the exercises: what a speed bench measures and no manifest lists. They have no
    /// tests and are not needed for green.
    ///
    /// # Errors
    ///
    /// If a speed bench cannot be read.
    pub fn and_challenges(&self) -> Result<Self, CourseError> {
        let mut course = self.clone();
        for lesson in &mut course.lessons {
            let bench = lesson.bench();
            if !self.root.join(&bench).is_file() {
                continue;
            }
            let source = read(&self.root, &bench)?;
            for name in super::listing::measured_names(&source) {
                if lesson.exercise(&name).is_none() {
                    lesson.exercises.push(Exercise {
                        speed: super::listing::measured(&source, &name),
                        name,
                        kind: Kind::Write,
                        minutes: 0,
                        contract: Vec::new(),
                        race: Vec::new(),
                    });
                }
            }
        }
        Ok(course)
    }

    /// Reads the course at `root`.
    ///
    /// # Errors
    ///
    /// If something in it cannot be read.
    pub fn load(root: &Path) -> Result<Self, CourseError> {
        let folders = Path::new("lessons");
        let failed = |error| CourseError::Read {
            path: folders.into(),
            error,
        };
        let mut names = Vec::new();
        for entry in fs::read_dir(root.join(folders)).map_err(failed)? {
            // A name that is no UTF-8 is no lesson's.
            names.extend(entry.map_err(failed)?.file_name().into_string());
        }
        names.sort();
        let lessons = names
            .iter()
            .filter_map(|name| Some((name, lesson_number(name)?)))
            .map(|(name, number)| load_lesson(root, name, number))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            root: root.into(),
            lessons,
        })
    }
}

/// `lesson01-threads` → `01`. Anything else is a folder of the learner's own.
fn lesson_number(folder: &str) -> Option<&str> {
    let (number, name) = folder.strip_prefix("lesson")?.split_once('-')?;
    let two_digits = number.len() == 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    (two_digits && !name.is_empty()).then_some(number)
}

fn load_lesson(root: &Path, name: &str, number: &str) -> Result<Lesson, CourseError> {
    let folder = Path::new("lessons").join(name);
    let file = folder.join("Cargo.toml");
    let text = read(root, &file)?;
    let entry = manifest::read(&text).map_err(|bad| {
        let (line, column) = position(&text, bad.at);
        CourseError::Manifest {
            file: file.clone(),
            line,
            column,
            problem: bad.problem,
        }
    })?;
    let mut lesson = Lesson {
        number: number.into(),
        title: entry.title,
        folder,
        solution: Path::new("solutions").join(name),
        exercises: Vec::new(),
    };
    for entry in entry.exercises {
        let name = entry.name;
        let tests = |stage| -> Result<Vec<String>, CourseError> {
            let file = lesson.tests(stage, &name);
            if !root.join(&file).is_file() {
                return Ok(Vec::new());
            }
            let found = super::listing::test_names(&read(root, &file)?);
            Ok(found.iter().map(|test| format!("{name}::{test}")).collect())
        };
        let (contract, race) = (tests(Stage::Contract)?, tests(Stage::Race)?);
        let bench = lesson.bench();
        let speed = match root.join(&bench).is_file() {
            true => super::listing::measured(&read(root, &bench)?, &name),
            false => Vec::new(),
        };
        lesson.exercises.push(Exercise {
            name,
            kind: entry.kind,
            minutes: entry.minutes,
            contract,
            race,
            speed,
        });
    }
    Ok(lesson)
}

fn read(root: &Path, path: &Path) -> Result<String, CourseError> {
    fs::read_to_string(root.join(path)).map_err(|error| CourseError::Read {
        path: path.into(),
        error,
    })
}

/// Line and column, from 1, of a byte of the text.
fn position(text: &str, byte: usize) -> (usize, usize) {
    let mut end = byte.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (
        before.matches('\n').count() + 1,
        before[line_start..].chars().count() + 1,
    )
}

#[cfg(test)]
mod tests {
    use super::{lesson_number, position};

    #[test]
    fn only_a_numbered_folder_is_a_lesson() {
        assert_eq!(lesson_number("lesson01-threads"), Some("01"));
        for other in [
            "lesson1-threads",
            "lesson01",
            "lesson01-",
            "kit",
            "lessonab-x",
        ] {
            assert_eq!(lesson_number(other), None, "{other}");
        }
    }

    #[test]
    fn a_position_counts_lines_and_characters_from_1() {
        assert_eq!(position("a\nbüc", 0), (1, 1));
        assert_eq!(position("a\nbüc", 5), (2, 3));
        assert_eq!(position("a", 9), (1, 2));
    }
}
