//! The course's own files.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::handout::tool;

/// What git knows, and without git everything that is neither built nor hidden.
pub(super) fn known(root: &Path) -> Vec<PathBuf> {
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
