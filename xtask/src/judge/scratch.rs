//! A folder for what a test program writes into the system's folder for temporary files.

use std::{
    env,
    ffi::OsString,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    process,
    sync::{
        Once,
        atomic::{AtomicU32, Ordering},
    },
};

/// How the names of these folders begin.
const NAME: &str = "many-hands-run-";

/// A folder of its own for one program; dropped, it is gone with all that lies in it, however the program ended.
#[derive(Debug)]
pub(super) struct Scratch(Option<Held>);

/// A folder, locked as long as somebody uses it: so a later runner sees what was left by one that was killed. Where the
/// system locks no folders nobody takes away what is another's.
#[derive(Debug)]
struct Held {
    folder: PathBuf,
    _lock: Option<File>,
}

impl Scratch {
    /// A new, empty one. Where none can be made, the program uses the system's.
    pub(super) fn new() -> Self {
        static BEGUN: Once = Once::new();
        let base = env::temp_dir();
        BEGUN.call_once(|| clear_up(&base));
        Self::below(&base)
    }

    fn below(base: &Path) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        loop {
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let folder = base.join(format!("{NAME}{}-{number}", process::id()));
            match fs::create_dir(&folder) {
                Ok(()) => {}
                // Of a runner that had the same number and was killed.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(_) => return Self(None),
            }
            let lock = File::open(&folder).ok();
            let taken = lock
                .as_ref()
                .is_some_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)));
            // Else another runner took it for a dead one's before it was locked.
            if !taken && folder.is_dir() {
                return Self(Some(Held {
                    folder,
                    _lock: lock,
                }));
            }
        }
    }

    /// What tells the program of it, by the names that the systems use.
    pub(super) fn variables(&self) -> Vec<(&'static str, OsString)> {
        let held = self.0.iter();
        held.flat_map(|held| ["TMPDIR", "TMP", "TEMP"].map(|name| (name, (&held.folder).into())))
            .collect()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some(held) = &self.0 {
            let _ = fs::remove_dir_all(&held.folder);
        }
    }
}

/// Takes away what runners left that were killed.
fn clear_up(base: &Path) {
    for entry in fs::read_dir(base).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(NAME)
            && entry.file_type().is_ok_and(|it| it.is_dir())
            && let Ok(folder) = File::open(entry.path())
            && folder.try_lock().is_ok()
        {
            // Somebody else's, perhaps.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NAME, Scratch, clear_up};
    use std::{fs, path::PathBuf, process};

    fn folder(scratch: &Scratch) -> PathBuf {
        PathBuf::from(&scratch.variables()[0].1)
    }

    #[test]
    fn what_lies_in_it_goes_with_it() {
        let (one, other) = (Scratch::new(), Scratch::new());
        let (first, second) = (folder(&one), folder(&other));
        assert_ne!(first, second);
        fs::create_dir(first.join("left")).unwrap();
        fs::write(first.join("left/behind"), "text").unwrap();
        drop(one);
        assert!(!first.exists() && second.is_dir());
    }

    #[test]
    fn a_folder_that_somebody_left_is_in_nobodys_way() {
        let base = tempfile::tempdir().unwrap();
        let left = |number: u32| {
            base.path()
                .join(format!("{NAME}{}-{number}", process::id()))
        };
        // Other tests count as well: one of these numbers comes next.
        for number in 0..100 {
            fs::create_dir(left(number)).unwrap();
        }
        let scratch = Scratch::below(base.path());
        assert!(folder(&scratch).starts_with(base.path()));
    }

    #[cfg(unix)]
    #[test]
    fn what_was_left_by_a_runner_that_was_killed_is_taken_away_and_nothing_else() {
        let base = tempfile::tempdir().unwrap();
        let left = base.path().join(format!("{NAME}1-0"));
        let others = base.path().join("mine");
        for folder in [&left, &others] {
            fs::create_dir(folder).unwrap();
            fs::write(folder.join("file"), "text").unwrap();
        }
        let used = Scratch::below(base.path());
        clear_up(base.path());
        assert!(!left.exists() && others.is_dir() && folder(&used).is_dir());
    }
}
