//! Nothing in the course may know the machine that it was written on.

use std::path::PathBuf;

use super::{Findings, files_below};
use crate::course::{Course, FOUNDATIONS};

const FOLDERS: [&str; 6] = [
    "/home/",
    "/root/",
    "/tmp/",
    "/Users/",
    "/work/",
    "C:\\Users",
];

/// No file names a machine's own folders.
pub(super) fn paths(course: &Course, findings: &mut Findings) {
    for file in files(course) {
        let text = match std::fs::read_to_string(course.root.join(&file)) {
            Ok(text) => text,
            Err(_) => continue, // not text
        };
        for (index, line) in text.lines().enumerate() {
            if let Some(folder) = FOLDERS.iter().find(|folder| names(line, folder)) {
                findings.add(&file, index + 1, format!("names {folder}"));
            }
        }
    }
}

/// Whether the line holds the folder as the beginning of a path, not as a part of one. A path that climbs up
/// as far as to one of these folders begins at the disk's root as well.
fn names(line: &str, folder: &str) -> bool {
    if line.contains(&format!("../../..{folder}")) {
        return true;
    }
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || "._-~}>".contains(c))
    })
}

/// The course's own files, without what a learner adds or changes.
fn files(course: &Course) -> Vec<PathBuf> {
    let root = [
        "Cargo.toml",
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        ".ci/run",
        ".cargo/config.toml",
        ".gitignore",
    ];
    let mut files: Vec<PathBuf> = root.map(PathBuf::from).to_vec();
    for folder in ["xtask", "tests", "solutions"]
        .into_iter()
        .chain(FOUNDATIONS)
    {
        files.extend(files_below(course, folder.as_ref()));
    }
    for lesson in &course.lessons {
        let of_lesson = files_below(course, &lesson.folder);
        files.extend(
            of_lesson
                .into_iter()
                .filter(|file| !file.starts_with(lesson.folder.join("src"))),
        );
    }
    // This file names them all.
    let this = PathBuf::from(file!());
    files.retain(|file| !this.ends_with(file));
    files
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn only_a_path_from_the_root_is_a_machines() {
        assert!(names("see /work/shared", "/work/"));
        assert!(names("\"/work/x\"", "/work/"));
        assert!(names("../../../work/x", "/work/"));
        assert!(!names("lessons/work/x", "/work/"));
        assert!(!names("~/work/x", "/work/"));
    }
}
