//! What is told of a subject that does not build.

use std::path::{Path, PathBuf};

use super::Place;

/// Why a subject does not build.
#[derive(Clone, Debug)]
pub struct BuildFailure {
    /// rustc's own diagnostics, as a terminal shows them.
    pub diagnostics: String,
    /// Public names that the course's tests need and that are missing or different, each with its promise.
    pub missing: Vec<MissingName>,
    /// Whether the lesson's own code compiles and only the course's tests against it do not.
    pub only_tests: bool,
    /// The codes among the errors of the lesson's own code that its README explains, such as E0310.
    pub explained: Vec<String>,
}

impl BuildFailure {
    /// The line that rustc's first error points to, if it lies in a file below `root`.
    pub fn place(&self, root: &Path) -> Option<Place> {
        let plain = anstream::adapter::strip_str(&self.diagnostics).to_string();
        let points = plain
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix("--> "));
        let place = |point: &str| {
            let (rest, _column) = point.trim_end().rsplit_once(':')?;
            let (file, line) = rest.rsplit_once(':')?;
            let file = PathBuf::from(file);
            Some(Place {
                line: line.parse().ok()?,
                file: file.strip_prefix(root).map(Path::to_owned).unwrap_or(file),
            })
        };
        let mut places = points.filter_map(place);
        places.find(|place| root.join(&place.file).is_file())
    }
}

/// A public name that a learner renamed, removed, or gave another signature.
#[derive(Clone, Debug)]
pub struct MissingName {
    /// `Counter::add`.
    pub name: String,
    /// The exercise's file that should have it.
    pub file: PathBuf,
    /// The first sentence of its documentation.
    pub promise: String,
    /// If it is there but is called in another way: how the tests call it, `pub fn add(&self, n: u64)`.
    pub signature: Option<String>,
}
