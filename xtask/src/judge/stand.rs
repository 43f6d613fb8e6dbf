//! Where a subject stands while it is judged: its package, its target folders, its files.

use std::{
    env,
    path::{Component, MAIN_SEPARATOR, Path, PathBuf},
};

use super::{JudgeError, wanted::Wanted};
use crate::{
    build::{self, Build},
    course::{Course, FOUNDATIONS, Lesson},
    report::{Engine, Stage},
    staging::Workspace,
    subject::Subject,
};

/// A package that holds the subject's code and the course's tests.
#[derive(Debug)]
pub(super) struct Stand {
    /// The course's root.
    root: PathBuf,
    /// The folder of the workspace that the package belongs to.
    workspace: PathBuf,
    /// The package's name.
    pub(super) package: String,
    /// Its folder.
    pub(super) folder: PathBuf,
    /// Files of it that are copies, each with what it was copied from.
    copies: Vec<(PathBuf, PathBuf)>,
    /// Its sources outside of its folder.
    sources: Vec<PathBuf>,
    /// Whether it is the learner's.
    learners: bool,
}

/// Where everything that the runner builds goes. Its own folders: an editor that holds cargo's lock on the
/// usual one never makes a learner wait.
pub(crate) fn base(course: &Course) -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR").filter(|folder| !folder.is_empty()) {
        Some(folder) => std::path::absolute(&folder).unwrap_or_else(|_| folder.into()),
        None => course.root.join("target"),
    }
    .join("hands")
}

/// A target folder for each stage: they are built at the same time. And for each engine, so that a second opinion costs
/// the first one nothing. And two: what is the learner's never meets what is the course's.
fn target(base: &Path, learners: bool, stage: Stage, engine: Engine) -> PathBuf {
    base.join(match (learners, stage, engine) {
        (true, Stage::Race, Engine::Explorer) => "learner-race",
        (true, Stage::Race, Engine::Loom) => "learner-race-loom",
        (true, Stage::Speed, _) => "learner-speed",
        (true, ..) => "learner",
        (false, Stage::Race, Engine::Explorer) => "course-race",
        (false, Stage::Race, Engine::Loom) => "course-race-loom",
        (false, Stage::Speed, _) => "course-speed",
        (false, ..) => "course",
    })
}

/// Whether the dependencies have to be built first.
pub(super) fn is_cold(course: &Course, subject: &Subject, stage: Stage, engine: Engine) -> bool {
    let learners = *subject == Subject::Learner;
    build::is_cold(&target(&base(course), learners, stage, engine))
}

impl Stand {
    /// For a subject that is judged for itself.
    pub(super) fn of(
        course: &Course,
        lesson: &Lesson,
        subject: &Subject,
        wanted: &Wanted<'_>,
    ) -> Result<Self, JudgeError> {
        if *subject == Subject::Learner {
            return Ok(Self {
                root: course.root.clone(),
                workspace: course.root.clone(),
                package: lesson.package(),
                folder: course.root.join(&lesson.folder),
                copies: Vec::new(),
                sources: Vec::new(),
                learners: true,
            });
        }
        Self::staged(
            course,
            lesson,
            subject,
            wanted,
            &Workspace::alone(&base(course)),
        )
    }

    /// For a subject that is not the learner's, in this workspace.
    pub(super) fn staged(
        course: &Course,
        lesson: &Lesson,
        subject: &Subject,
        wanted: &Wanted<'_>,
        workspace: &Workspace,
    ) -> Result<Self, JudgeError> {
        let names = wanted
            .exercises
            .iter()
            .map(|wanted| wanted.exercise.name.as_str());
        // The solution is judged again and again, whole or in part: it has one package for all of that.
        let names: Vec<_> = match subject {
            Subject::Solution => lesson
                .exercises
                .iter()
                .map(|exercise| exercise.name.as_str())
                .collect(),
            _ => names.collect(),
        };
        let staged = workspace.stage(course, lesson, subject, &names)?;
        Ok(Self {
            root: course.root.clone(),
            workspace: workspace.folder(&staged).into(),
            package: staged.package,
            folder: staged.folder,
            copies: staged.copies,
            sources: ["tests", "benches", "worker"]
                .map(|part| course.root.join(&lesson.folder).join(part))
                .into(),
            learners: false,
        })
    }

    /// What cargo has to do for a stage, for some subjects of the same workspace.
    pub(super) fn build(
        stands: &[&Self],
        base: &Path,
        (stage, engine): (Stage, Engine),
        colour: bool,
        yields: bool,
    ) -> Option<Build> {
        let first = stands.first()?;
        let mut sources = Vec::new();
        for folder in FOUNDATIONS {
            let package = folder.rsplit('/').next().unwrap_or(folder);
            let folder = first.root.join(folder);
            let parts = ["src", "Cargo.toml"];
            sources.extend(parts.map(|part| (package.to_owned(), folder.join(part))));
        }
        for stand in stands {
            sources.extend(
                stand
                    .sources
                    .iter()
                    .map(|source| (stand.package.clone(), source.clone())),
            );
        }
        let packages = stands
            .iter()
            .map(|stand| (stand.package.clone(), stand.folder.clone()));
        Some(Build {
            workspace: first.workspace.clone(),
            packages: packages.collect(),
            stage,
            engine,
            target: target(base, first.learners, stage, engine),
            colour,
            sources,
            yields,
        })
    }

    /// The same diagnostics, with the names that the files have in the course.
    pub(super) fn in_the_courses_names(&self, diagnostics: &str) -> String {
        let mut text = diagnostics.to_owned();
        for (copy, from) in &self.copies {
            let copy = copy.strip_prefix(&self.workspace).unwrap_or(copy);
            let from = from.strip_prefix(&self.root).unwrap_or(from);
            text = renamed(
                &text,
                &format!("{}:", copy.display()),
                &format!("{}:", from.display()),
            );
        }
        // A staged package takes the tests from where they lie, so the compiler names them from the disk's root.
        let root = format!("{}{MAIN_SEPARATOR}", self.root.display());
        renamed(&text, &root, "")
    }

    /// Where a source file lies in the package, relative to its `src`; `None` for what is no source of it.
    pub(super) fn inside(&self, file: &Path) -> Option<PathBuf> {
        let path = without_dots(&self.workspace.join(file));
        let inside = path.strip_prefix(self.folder.join("src"));
        inside.ok().map(Into::into)
    }

    /// The file of the course that the compiler means; `None` for what no learner has to look at.
    pub(super) fn locate(&self, file: &str) -> Option<PathBuf> {
        let path = without_dots(&self.workspace.join(file));
        let copied = self.copies.iter().find(|(copy, _)| *copy == path);
        let path = copied.map_or(path.as_path(), |(_, from)| from);
        match path.strip_prefix(&self.root) {
            // What was copied is somebody's code, wherever it lies: a stub is derived into the target folder.
            Ok(inside) if copied.is_some() => Some(inside.into()),
            Ok(inside) if inside.starts_with("lessons/kit") || inside.starts_with("target") => None,
            Ok(inside) => path.is_file().then(|| inside.into()),
            // A file that somebody wants judged may lie anywhere.
            Err(_) => copied.map(|_| path.into()),
        }
    }
}

/// Replaces a path wherever it is not only the end of a longer one.
fn renamed(text: &str, from: &str, to: &str) -> String {
    let mut renamed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(from) {
        let before = without_style(&rest[..at]).chars().next_back();
        let longer = before.is_some_and(|c| c.is_alphanumeric() || "/\\_-.".contains(c));
        renamed.push_str(&rest[..at]);
        renamed.push_str(if longer { from } else { to });
        rest = &rest[at + from.len()..];
    }
    renamed + rest
}

/// The text before an order to change its style at its end (`ESC[…m`): its `m` is no letter of a path.
fn without_style(text: &str) -> &str {
    let Some((before, order)) = text.rsplit_once("\u{1b}[") else {
        return text;
    };
    match order.strip_suffix('m') {
        Some(numbers) if numbers.chars().all(|c| c.is_ascii_digit() || c == ';') => {
            without_style(before)
        }
        _ => text,
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

#[cfg(test)]
mod tests {
    use super::{renamed, without_dots};
    use std::path::Path;

    #[test]
    fn only_a_whole_path_is_renamed() {
        let text = "--> src/bank.rs:3:1\n::: /x/src/bank.rs:4:2\n(src/bank.rs:5)";
        let shown = "--> mistakes/m.rs:3:1\n::: /x/src/bank.rs:4:2\n(mistakes/m.rs:5)";
        assert_eq!(renamed(text, "src/bank.rs:", "mistakes/m.rs:"), shown);
        assert_eq!(
            renamed("nothing here", "src/bank.rs:", "x:"),
            "nothing here"
        );
        let text = "--> /the/course/lessons/a.rs:3:1\n::: /old/the/course/a.rs:4:2";
        let shown = "--> lessons/a.rs:3:1\n::: /old/the/course/a.rs:4:2";
        assert_eq!(renamed(text, "/the/course/", ""), shown);
    }

    #[test]
    fn a_path_in_another_colour_is_renamed() {
        let renamed = |text| renamed(text, "src/bank.rs:", "m.rs:");
        assert_eq!(
            renamed("\u{1b}[0m\u{1b}[1;94msrc/bank.rs:3:1"),
            "\u{1b}[0m\u{1b}[1;94mm.rs:3:1"
        );
        for longer in ["x/\u{1b}[0msrc/bank.rs:3:1", "[0msrc/bank.rs:3:1"] {
            assert_eq!(renamed(longer), longer);
        }
    }

    #[test]
    fn dots_are_resolved_without_looking_at_the_disk() {
        assert_eq!(without_dots(Path::new("/a/./b/../c")), Path::new("/a/c"));
    }
}
