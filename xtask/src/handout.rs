//! The course as a learner gets it from a teacher, and how it is brought up to date there.
//!
//! A hand-out is a whole course with a record of what was handed out, and with the stubs that `reset` brings back. It
//! holds the solutions only if the teacher says so.

pub mod choice;
pub mod contents;
mod lock;
mod manifest;
mod prose;
pub mod record;
pub mod revision;
mod tool;
pub mod trial;
pub mod write;

use std::path::{Path, PathBuf};

use crate::{
    course::{Course, Lesson},
    trouble::Trouble,
};

/// The folder that only a hand-out has, relative to the course's root.
pub const FOLDER: &str = "xtask/handout";

/// Where a hand-out carries the pristine sources of a lesson.
pub fn stubs(lesson: &Lesson) -> PathBuf {
    let name = lesson.folder.file_name().unwrap_or_default();
    Path::new(FOLDER).join("stubs").join(name).join("src")
}

/// Whether this folder lies in a hand-out.
pub fn is_around(folder: &Path) -> bool {
    folder
        .ancestors()
        .any(|folder| folder.join(FOLDER).is_dir())
}

/// Fails, in one sentence, where the solutions were not handed out.
///
/// # Errors
///
/// If there is no `solutions/`.
pub fn solutions_are_here(course: &Course) -> Result<(), Trouble> {
    if course.root.join("solutions").is_dir() {
        return Ok(());
    }
    Err(Trouble::usage(
        "The solutions are not here: this course was handed out without them.",
        "Ask who handed it out.",
    ))
}

/// The same for what only the authors' course can do.
///
/// # Errors
///
/// If this is a hand-out, with or without solutions.
pub fn is_the_authors_course(course: &Course) -> Result<(), Trouble> {
    if !course.root.join(FOLDER).is_dir() {
        return Ok(());
    }
    Err(Trouble::usage(
        "This is a hand-out: authors and teachers work in the course that it was made from.",
        "To give it to somebody else, clone or copy its folder.",
    ))
}
