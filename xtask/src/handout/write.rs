//! Puts a hand-out into a folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    contents::{Contents, File},
    tool,
};
use crate::{state::write_aside, trouble::Trouble};

/// Writes one file; one that holds the same already is not written again.
///
/// # Errors
///
/// If it cannot be written; what stood there before still stands.
pub fn file(root: &Path, path: &Path, file: &File) -> Result<(), Trouble> {
    let to = root.join(path);
    if fs::read(&to).is_ok_and(|found| found == file.content) {
        return Ok(());
    }
    let written = write_aside(&to, &file.content).and_then(|()| allow(&to, file.executable));
    written.map_err(|error| Trouble::unwritable(&to, &error))
}

/// Takes a file away, and the folders that are empty then.
///
/// # Errors
///
/// If it is there and cannot be taken away.
pub fn remove(root: &Path, path: &Path) -> Result<(), Trouble> {
    let file = root.join(path);
    match fs::remove_file(&file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(Trouble::unwritable(&file, &error));
        }
        _ => {}
    }
    let mut folders = path.ancestors().skip(1).filter(|it| *it != Path::new(""));
    while folders
        .next()
        .is_some_and(|it| fs::remove_dir(root.join(it)).is_ok())
    {}
    Ok(())
}

/// Writes all, into a folder that is empty or not there yet.
///
/// # Errors
///
/// If a file cannot be written.
pub fn all(root: &Path, contents: &Contents) -> Result<(), Trouble> {
    let mut files = contents.files.iter();
    files.try_for_each(|(path, it)| file(root, path, it))
}

/// Makes `root` hold these files and no other, hidden ones included: what an earlier trial left goes as well.
pub(super) fn exactly(root: &Path, contents: &Contents) -> Result<(), Trouble> {
    let mut found = Vec::new();
    below(root, Path::new(""), &mut found);
    for path in found
        .iter()
        .filter(|path| !contents.files.contains_key(*path))
    {
        remove(root, path)?;
    }
    all(root, contents)
}

fn below(root: &Path, folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(root.join(folder))
        .into_iter()
        .flatten()
        .flatten()
    {
        let path = folder.join(entry.file_name());
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => below(root, &path, files),
            _ => files.push(path),
        }
    }
}

/// Gives the folder a history of one commit. Its short name, or why there is none.
///
/// Blocking: until git is done.
pub fn commit(root: &Path) -> Result<String, String> {
    // Nothing of the teacher's own settings may stop it or go along.
    let plain = [
        "-c",
        "init.defaultBranch=main",
        "-c",
        "commit.gpgSign=false",
        "-c",
        "core.hooksPath=/dev/null",
        "-c",
        "core.autocrlf=false",
    ];
    let git = |arguments: &[&str]| {
        let arguments = [&plain[..], arguments].concat();
        let output = tool::git(root, &arguments).map_err(|error| format!("git: {error}"))?;
        if output.succeeded() {
            return Ok(output.lines.into_iter().next().unwrap_or_default());
        }
        let words = output.error.lines().last().unwrap_or_default().to_owned();
        Err(format!("`git {}` failed: {words}", arguments[plain.len()]))
    };
    git(&["init", "--quiet"])?;
    // Also what the teacher's git ignores everywhere, such as `Cargo.lock`: all that lies there is handed out.
    git(&["add", "--all", "--force"])?;
    let message = "Many Hands: the course as it is handed out";
    let commit = ["commit", "--quiet", "--message", message];
    // Whoever has never told git a name can hand out as well.
    let nobody = [
        "-c",
        "user.name=Many Hands",
        "-c",
        "user.email=course@localhost",
    ];
    match git(&["var", "GIT_AUTHOR_IDENT"]) {
        Ok(_) => git(&commit)?,
        Err(_) => git(&[&nobody[..], &commit].concat())?,
    };
    git(&["rev-parse", "--short", "HEAD"])
}

#[cfg(unix)]
fn allow(file: &Path, executable: bool) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    match executable {
        true => fs::set_permissions(file, fs::Permissions::from_mode(0o755)),
        false => Ok(()),
    }
}

#[cfg(not(unix))]
fn allow(_: &Path, _: bool) -> io::Result<()> {
    Ok(())
}
