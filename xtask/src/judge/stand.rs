//! Where a subject stands while it is judged: its package, its target folders, its files.

use std::{
    collections::BTreeMap,
    env,
    path::{Component, Path, PathBuf},
};

use super::{JudgeError, Plan};
use crate::{
    build::Build,
    course::{Course, Lesson},
    report::Stage,
    subject::Subject,
};

/// A package that holds the subject's code and the course's tests.
#[derive(Debug)]
pub(super) struct Stand {
    /// The course's root.
    root: PathBuf,
    /// The folder of the workspace that the package belongs to.
    pub(super) workspace: PathBuf,
    /// The package's name.
    pub(super) package: String,
    /// Its folder.
    pub(super) folder: PathBuf,
    /// Files of it that are copies, each with what it was copied from.
    pub(super) copies: Vec<(PathBuf, PathBuf)>,
    /// Its sources outside of its folder.
    sources: Vec<PathBuf>,
    /// Whether it is the learner's.
    learners: bool,
}

/// Where everything that the runner builds goes. Its own folders: an editor that holds cargo's lock on the
/// usual one never makes a learner wait.
pub(super) fn base(course: &Course) -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR").filter(|folder| !folder.is_empty()) {
        Some(folder) => std::path::absolute(&folder).unwrap_or_else(|_| folder.into()),
        None => course.root.join("target"),
    }
    .join("hands")
}

/// A target folder for each stage: they are built at the same time. And two: what is the learner's never
/// meets what is the course's.
fn target(base: &Path, learners: bool, stage: Stage) -> PathBuf {
    base.join(match (learners, stage) {
        (true, Stage::Race) => "learner-race",
        (true, _) => "learner",
        (false, Stage::Race) => "course-race",
        (false, _) => "course",
    })
}

/// Whether the dependencies have to be built first.
pub(super) fn is_cold(course: &Course, subject: &Subject, stage: Stage) -> bool {
    !target(&base(course), *subject == Subject::Learner, stage).is_dir()
}

impl Stand {
    pub(super) fn of(
        course: &Course,
        lesson: &Lesson,
        subject: &Subject,
    ) -> Result<Self, JudgeError> {
        match subject {
            Subject::Learner => Ok(Self {
                root: course.root.clone(),
                workspace: course.root.clone(),
                package: lesson.package(),
                folder: course.root.join(&lesson.folder),
                copies: Vec::new(),
                sources: Vec::new(),
                learners: true,
            }),
            Subject::Solution | Subject::With { .. } => Err(JudgeError::Course {
                problem: "only your own work can be judged so far".into(),
            }),
        }
    }

    /// What cargo has to do for a stage.
    pub(super) fn build(
        &self,
        course_base: &Path,
        stage: Stage,
        plan: &Plan,
        yields: bool,
    ) -> Build {
        let kit = self.root.join("lessons").join("kit");
        let own = self
            .sources
            .iter()
            .map(|source| (self.package.clone(), source.clone()));
        let kits = ["src", "Cargo.toml"].map(|part| ("kit".into(), kit.join(part)));
        Build {
            workspace: self.workspace.clone(),
            packages: BTreeMap::from([(self.package.clone(), self.folder.clone())]),
            stage,
            target: target(course_base, self.learners, stage),
            colour: plan.colour,
            sources: own.chain(kits).collect(),
            yields,
        }
    }

    /// The file of the course that the compiler means; `None` for what no learner has to look at.
    pub(super) fn locate(&self, file: &str) -> Option<PathBuf> {
        let path = without_dots(&self.workspace.join(file));
        let copied = self.copies.iter().find(|(copy, _)| *copy == path);
        let path = copied.map_or(path.as_path(), |(_, from)| from);
        match path.strip_prefix(&self.root) {
            Ok(inside) if inside.starts_with("lessons/kit") || inside.starts_with("target") => None,
            Ok(inside) => path.is_file().then(|| inside.into()),
            // A file that somebody wants judged may lie anywhere.
            Err(_) => copied.map(|_| path.into()),
        }
    }
}

/// `/a/b/../c` → `/a/c`.
fn without_dots(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => _ = clean.pop(),
            Component::CurDir => {}
            other => clean.push(other),
        }
    }
    clean
}
