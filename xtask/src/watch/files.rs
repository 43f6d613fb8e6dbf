//! Which files were saved since the last look.
//!
//! Looked at are names, sizes and times: some dozens of calls, ten times a second. In return it works wherever files can be read (network folders, containers, other systems' disks), and no
//! editor's way of saving is unknown to it: whether it writes in place, or aside and renames, the entry differs.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, SystemTime},
};

/// Editors write in several steps: a change is told when nothing has moved for so long.
const QUIET: Duration = Duration::from_millis(20);

/// A file that is written without end is told all the same.
const LOOKS: usize = 25;

/// What a file looks like from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Look {
    length: u64,
    changed: Option<SystemTime>,
    /// Another one after a save that renames.
    number: u64,
}

/// The files of some folders.
#[derive(Debug)]
pub struct Files {
    root: PathBuf,
    folders: Vec<PathBuf>,
    before: BTreeMap<PathBuf, Look>,
}

impl Files {
    /// The Rust files and manifests in these folders, which are relative to the root.
    pub fn new(root: &Path, folders: Vec<PathBuf>) -> Self {
        let mut files = Self {
            root: root.into(),
            folders,
            before: BTreeMap::new(),
        };
        files.before = files.look();
        files
    }

    /// The files that were saved, made or taken away since the last call, relative to the root.
    ///
    /// Blocking: if there are any, until nothing moves any more; half a second at most.
    pub fn changed(&mut self) -> Vec<PathBuf> {
        let mut now = self.look();
        if now == self.before {
            return Vec::new();
        }
        for _ in 0..LOOKS {
            thread::sleep(QUIET);
            let then = std::mem::replace(&mut now, self.look());
            if then == now {
                break;
            }
        }
        let before = std::mem::replace(&mut self.before, now);
        let differs = |path: &&PathBuf| before.get(*path) != self.before.get(*path);
        let all = self.before.keys().chain(before.keys());
        let mut changed: Vec<_> = all.filter(differs).cloned().collect();
        changed.sort();
        changed.dedup();
        changed
    }

    fn look(&self) -> BTreeMap<PathBuf, Look> {
        let mut looks = BTreeMap::new();
        for folder in &self.folders {
            let mut followed = BTreeSet::new();
            look(&self.root, folder, &mut followed, &mut looks);
        }
        looks
    }
}

/// `followed`: where links have led so far. Each such folder is looked at once, since links may lead round in a circle.
fn look(
    root: &Path,
    folder: &Path,
    followed: &mut BTreeSet<PathBuf>,
    looks: &mut BTreeMap<PathBuf, Look>,
) {
    for entry in fs::read_dir(root.join(folder))
        .into_iter()
        .flatten()
        .flatten()
    {
        let path = folder.join(entry.file_name());
        // What it leads to counts, where it is a link.
        let Ok(about) = fs::metadata(root.join(&path)) else {
            continue;
        };
        let counts = path
            .extension()
            .is_some_and(|it| it == "rs" || it == "toml");
        if about.is_dir() {
            let is_link = entry.file_type().is_ok_and(|it| it.is_symlink());
            let mut is_new =
                || fs::canonicalize(root.join(&path)).is_ok_and(|target| followed.insert(target));
            if entry.file_name() != "target" && (!is_link || is_new()) {
                look(root, &path, followed, looks);
            }
        } else if about.is_file() && counts {
            let seen = Look {
                length: about.len(),
                changed: about.modified().ok(),
                number: number(&about),
            };
            looks.insert(path, seen);
        }
    }
}

#[cfg(unix)]
fn number(about: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(about)
}

#[cfg(not(unix))]
fn number(_: &fs::Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use std::{fs, path::PathBuf};

    use super::Files;

    #[test]
    fn every_way_of_saving_is_seen_once() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("src/deep");
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("both.rs");
        fs::write(&file, "1").unwrap();
        let mut files = Files::new(root.path(), vec!["src".into()]);
        let seen = vec![PathBuf::from("src/deep/both.rs")];
        assert_eq!(files.changed(), Vec::<PathBuf>::new());
        fs::write(&file, "22").unwrap();
        assert_eq!(files.changed(), seen, "in place");
        assert_eq!(files.changed(), Vec::<PathBuf>::new(), "told once");
        let time = fs::metadata(&file).unwrap().modified().unwrap();
        let aside = folder.join("both.rs~");
        fs::write(&aside, "33").unwrap();
        let handle = fs::File::options().write(true).open(&aside).unwrap();
        handle.set_modified(time).unwrap();
        fs::rename(&aside, &file).unwrap();
        assert_eq!(
            files.changed(),
            seen,
            "aside and renamed, with the same time and size"
        );
        fs::remove_file(&file).unwrap();
        assert_eq!(files.changed(), seen, "taken away");
        fs::write(folder.join("notes.txt"), "x").unwrap();
        fs::write(folder.join(".both.rs.swp"), "x").unwrap();
        assert_eq!(files.changed(), Vec::<PathBuf>::new(), "not the course's");
    }
    #[test]
    #[cfg(unix)]
    fn links_that_lead_round_in_a_circle_are_followed_once() {
        use std::os::unix::fs::symlink;

        let root = tempfile::tempdir().unwrap();
        let (src, aside) = (root.path().join("src"), root.path().join("aside"));
        for folder in [&src, &aside] {
            fs::create_dir_all(folder).unwrap();
            fs::write(folder.join("both.rs"), "1").unwrap();
            for link in ["a", "b"] {
                symlink("../src", folder.join(link)).unwrap();
            }
        }
        symlink(&aside, src.join("c")).unwrap();
        let mut files = Files::new(root.path(), vec!["src".into()]);
        let count = files.before.len();
        assert!(count <= 4, "{count} files are looked at");
        fs::write(aside.join("both.rs"), "22").unwrap();
        let behind_a_link = files.changed();
        assert!(
            behind_a_link.iter().any(|it| it.ends_with("c/both.rs")),
            "{behind_a_link:?}"
        );
    }
}
