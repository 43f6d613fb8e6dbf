//! Which files are handed out, and what they hold.

mod file;
mod known;
mod mentions;
mod selection;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{
    choice::Choice,
    record::{self, Record},
    stubs,
};
use crate::{course::Course, fingerprint::fingerprint, stub, trouble::Trouble};

pub use file::File;

use known::known;
use mentions::name_only_what_is_there;
use selection::Selection;

/// Everything that a hand-out consists of.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// The numbers of its lessons, in their order.
    pub lessons: Vec<String>,
    /// By their paths relative to the root, the record among them.
    pub files: BTreeMap<PathBuf, File>,
}

/// Collects a hand-out: the course's files as git knows them, with fresh stubs for the learner's.
///
/// # Errors
///
/// If a lesson does not exist, a file cannot be read, or the solutions are wanted and not here.
pub fn contents(course: &Course, choice: &Choice) -> Result<Contents, Trouble> {
    if choice.with_solutions {
        super::solutions_are_here(course)?;
    }
    let lessons = choice.lessons(course)?;
    let mut files = BTreeMap::new();
    let selection = Selection::new(course, &lessons, choice.with_solutions);
    let known = known(&course.root);
    for path in known.iter().filter(|path| selection.takes(path)) {
        files.insert(path.clone(), File::read(&course.root, path)?);
    }
    for lesson in &lessons {
        if !files.contains_key(&lesson.folder.join("Cargo.toml")) {
            return Err(Trouble::usage(
                format!("git does not know {} yet.", lesson.folder.display()),
                "Add it first with `git add`: a hand-out holds the files that git knows, as they lie here now.",
            ));
        }
        for stub in stub::stubs(course, lesson)? {
            let inside = stub.to.strip_prefix(lesson.folder.join("src")).ok();
            let inside = inside.map(Path::to_owned).unwrap_or_default();
            if !choice.with_solutions {
                files.insert(stubs(lesson).join(inside), stub.text.clone().into());
            }
            files.insert(stub.to, stub.text.into());
        }
        // What no solution has a part in is the course's own, wherever it lies.
        let source = lesson.folder.join("src");
        for path in known.iter().filter(|path| path.starts_with(&source)) {
            if !files.contains_key(path) {
                files.insert(path.clone(), File::read(&course.root, path)?);
            }
        }
    }
    name_only_what_is_there(course, &lessons, choice, &mut files)?;
    let hashes = files
        .iter()
        .map(|(path, file)| (path.clone(), fingerprint(&file.content)));
    let record = Record {
        choice: choice.clone(),
        files: hashes.collect(),
    };
    files.insert(record::path(), record.to_text().into());
    Ok(Contents {
        lessons: lessons.iter().map(|it| it.number.clone()).collect(),
        files,
    })
}
