//! What manifests and documents of a hand-out speak of.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use super::File;
use crate::{
    course::{Course, Lesson},
    handout::{choice::Choice, lock, manifest, prose},
    trouble::Trouble,
};

/// Manifests and documents speak of nothing that is not handed out.
pub(super) fn name_only_what_is_there(
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
