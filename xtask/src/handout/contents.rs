//! Which files are handed out, and what they hold.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    FOLDER,
    choice::Choice,
    lock, manifest, prose,
    record::{self, Record},
    stubs, tool,
};
use crate::{
    course::{Course, Lesson},
    fingerprint::fingerprint,
    stub,
    trouble::Trouble,
};

/// Everything that a hand-out consists of.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// The numbers of its lessons, in their order.
    pub lessons: Vec<String>,
    /// By their paths relative to the root, the record among them.
    pub files: BTreeMap<PathBuf, File>,
}

/// One file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// What it holds.
    pub content: Vec<u8>,
    /// Whether it may be executed, on systems that know that.
    pub executable: bool,
}

impl From<String> for File {
    fn from(text: String) -> Self {
        Self {
            content: text.into_bytes(),
            executable: false,
        }
    }
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
        files.insert(path.clone(), read(&course.root, path)?);
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
                files.insert(path.clone(), read(&course.root, path)?);
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

/// Manifests and documents speak of nothing that is not handed out.
fn name_only_what_is_there(
    course: &Course,
    lessons: &[&Lesson],
    choice: &Choice,
    files: &mut BTreeMap<PathBuf, File>,
) -> Result<(), Trouble> {
    let mut members = Vec::new();
    let mut packages = Vec::new();
    for (path, file) in files.iter() {
        let depth = path.components().count();
        let is_member = path.ends_with("Cargo.toml")
            && (depth == 2 && path.starts_with("xtask") || depth == 3)
            && ["xtask", "lessons", "solutions"]
                .iter()
                .any(|top| path.starts_with(top));
        if let Some(folder) = path.parent().filter(|_| is_member) {
            members.push(folder.to_string_lossy().replace('\\', "/"));
            let text = String::from_utf8_lossy(&file.content);
            let name = text.lines().find_map(|line| line.strip_prefix("name = "));
            packages.extend(name.map(|name| name.trim_matches('"').to_owned()));
        }
    }
    let paths: BTreeSet<PathBuf> = files.keys().cloned().collect();
    let is_there = |package: &str| {
        let known = course
            .lessons
            .iter()
            .any(|lesson| lesson.package() == package);
        !known || lessons.iter().any(|lesson| lesson.package() == package)
    };
    let mut change = |path: &Path, change: &dyn Fn(&str) -> Result<String, Trouble>| {
        let Some(file) = files.get_mut(path) else {
            return Ok(());
        };
        let text = String::from_utf8_lossy(&file.content).into_owned();
        change(&text).map(|text| file.content = text.into_bytes())
    };
    change(Path::new("Cargo.toml"), &|text| {
        manifest::workspace(text, &members)
    })?;
    change(Path::new("Cargo.lock"), &|text| {
        Ok(lock::lock(text, &packages))
    })?;
    change(Path::new("xtask/Cargo.toml"), &|text| {
        Ok(manifest::runner(text, &|path| paths.contains(path)))
    })?;
    change(Path::new("README.md"), &|text| {
        Ok(prose::readme(text, &is_there, !choice.with_solutions))
    })?;
    change(Path::new("tests/mistakes/README.md"), &|text| {
        Ok(prose::list(text, &is_there))
    })
}

/// What is taken along.
struct Selection {
    with_solutions: bool,
    /// Names that tell a lesson which is not handed out: `lesson03-queues`, `lesson03`.
    left_out: BTreeSet<String>,
    /// The learner's folders, which get fresh stubs.
    sources: Vec<PathBuf>,
}

impl Selection {
    fn new(course: &Course, lessons: &[&Lesson], with_solutions: bool) -> Self {
        let chosen = |lesson: &&Lesson| !lessons.iter().any(|it| it.number == lesson.number);
        let names = |lesson: &Lesson| {
            let folder = lesson.folder.file_name().unwrap_or_default();
            [folder.to_string_lossy().into_owned(), lesson.package()]
        };
        let sources = course
            .lessons
            .iter()
            .map(|lesson| lesson.folder.join("src"));
        Self {
            with_solutions,
            left_out: course
                .lessons
                .iter()
                .filter(chosen)
                .flat_map(names)
                .collect(),
            sources: sources.collect(),
        }
    }

    fn takes(&self, path: &Path) -> bool {
        let name = |part: &str| {
            // A snapshot is called `lesson03__drain__stub.snap`.
            let name = part.split_once("__").map_or(part, |(lesson, _)| lesson);
            self.left_out.contains(name)
        };
        let mut parts = path.components();
        if parts.any(|part| name(&part.as_os_str().to_string_lossy()))
            || self.sources.iter().any(|source| path.starts_with(source))
            || path.starts_with(FOLDER)
        {
            return false;
        }
        self.with_solutions || is_for_learners(path)
    }
}

/// Only what is named here: whatever else a teacher keeps in the course's folder stays there.
fn is_for_learners(path: &Path) -> bool {
    const FILES: [&str; 7] = [
        ".gitattributes",
        ".gitignore",
        "Cargo.lock",
        "Cargo.toml",
        "README.md",
        "clippy.toml",
        "rustfmt.toml",
    ];
    let mut parts = path.components();
    let top = parts.next().map(|part| part.as_os_str().to_string_lossy());
    let top = top.unwrap_or_default();
    if parts.next().is_none() {
        return FILES.contains(&&*top) || top.starts_with("LICENSE");
    }
    // What stands among sources is a part of the program.
    let is_source = path.components().any(|part| part.as_os_str() == "src");
    let is_script = path.extension().is_some_and(|it| it == "sh") && !is_source;
    matches!(&*top, ".cargo" | "lessons" | "xtask") && !is_script
}

/// The course's own files: what git knows, and without git everything that is neither built nor hidden.
fn known(root: &Path) -> Vec<PathBuf> {
    let mut files = tool::tracked(root);
    // A copy inside of another repository is ignored there.
    if !files.iter().any(|file| file == Path::new("Cargo.toml")) {
        files.clear();
        walk(root, Path::new(""), &mut files);
    }
    // What is deleted and not yet committed.
    files.retain(|file| root.join(file).is_file());
    files.sort();
    files
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(root.join(folder))
        .into_iter()
        .flatten()
        .flatten()
    {
        let name = entry.file_name();
        let path = folder.join(&name);
        let name = name.to_string_lossy();
        let known = matches!(&*name, ".cargo" | ".ci" | ".gitignore" | ".gitattributes");
        let backup = [".orig", ".bak", "~", ".swp"]
            .iter()
            .any(|end| name.ends_with(end));
        if name == "target" || backup || (name.starts_with('.') && !known) {
            continue;
        }
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => walk(root, &path, files),
            Ok(_) => files.push(path),
            Err(_) => {}
        }
    }
}

fn read(root: &Path, path: &Path) -> Result<File, Trouble> {
    let file = root.join(path);
    let failed = |error: io::Error| {
        Trouble::cannot_tell(
            format!("`{}` cannot be read: {error}.", path.display()),
            "Check that you may read it.",
        )
    };
    Ok(File {
        content: fs::read(&file).map_err(failed)?,
        executable: is_executable(&file),
    })
}

#[cfg(unix)]
fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(file).is_ok_and(|about| about.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Selection;
    use crate::sample;

    #[test]
    fn a_learner_gets_what_a_learner_needs() {
        let course = sample::course();
        let takes = |with_solutions: bool, path: &str| {
            Selection::new(&course, &[&course.lessons[0]], with_solutions).takes(Path::new(path))
        };
        for path in [
            "Cargo.toml",
            ".cargo/config.toml",
            "LICENSE-MIT",
            "lessons/kit/src/lib.rs",
            "lessons/lesson01-threads/tests/contract/both.rs",
            "xtask/src/main.rs",
            "xtask/src/cli/completions/bash.sh",
        ] {
            assert!(takes(false, path) && takes(true, path), "{path}");
        }
        for path in [
            "solutions/lesson01-threads/src/both.rs",
            "tests/mistakes/lesson01/both/wrong.rs",
            "tests/snapshots/lesson01__both__stub.snap",
            "CONTRIBUTING.md",
            "exam.md",
            "xtask/measure.sh",
            ".ci/run",
        ] {
            assert!(!takes(false, path) && takes(true, path), "{path}");
        }
        for path in [
            "lessons/lesson01-threads/src/both.rs",
            "lessons/lesson02-locks/README.md",
            "solutions/lesson02-locks/src/bank.rs",
            "tests/mistakes/lesson02/bank/wrong.rs",
            "tests/snapshots/lesson02__bank__stub.snap",
            "xtask/handout/record.json",
        ] {
            assert!(!takes(false, path) && !takes(true, path), "{path}");
        }
    }
}
