//! The file that holds the state, and who may write it.
//!
//! It is written aside and renamed, so that whoever is ended at whatever moment leaves the old state or the new one; and
//! only by who holds the lock, so that two runners lose nothing of each other's.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    process,
};

use super::{FOLDER, State, VERSION, json};
use crate::{found::found, trouble::Trouble};

/// Where the state lies.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
}

/// A state, and what the learner should know about the way it was found.
#[derive(Debug)]
pub struct Loaded {
    /// The state; empty if there was none that could be understood.
    pub state: State,
    /// That there is one which cannot be understood.
    pub note: Option<String>,
}

impl Store {
    /// The store of the course at `root`.
    pub fn of(root: &Path) -> Self {
        Self {
            folder: root.join(FOLDER),
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.join("state.json")
    }

    /// Reads the state, and changes nothing: a damaged file stays where it is until there is something to write.
    ///
    /// # Errors
    ///
    /// If a newer version of the course wrote it, or it cannot be read.
    pub fn load(&self) -> Result<Loaded, Trouble> {
        let shown = format!("{FOLDER}/state.json");
        let text = match found(&self.file()) {
            Ok(Some(bytes)) => String::from_utf8(bytes).ok(),
            // That it cannot be written either is told when there is something to write.
            Ok(None) => {
                return Ok(Loaded {
                    state: State::default(),
                    note: None,
                });
            }
            Err(error) => {
                return Err(Trouble::cannot_tell(
                    format!("`{shown}` cannot be read: {error}."),
                    "Check that you may read it, or move it away: what is done is then judged anew.",
                ));
            }
        };
        match text.as_deref().map(json::read) {
            Some(Ok(state)) => Ok(Loaded { state, note: None }),
            Some(Err(json::Unreadable::Newer(found))) => Err(Trouble::cannot_tell(
                format!(
                    "`{shown}` was written by a newer version of the course (format {found}, this one knows {VERSION})."
                ),
                "Update the course with `git pull`, or move the file away: what is done is then judged anew.",
            )),
            Some(Err(json::Unreadable::Damaged)) | None => Ok(Loaded {
                state: State::default(),
                note: Some(format!(
                    "`{shown}` is damaged, so what was done is not known: it is judged anew."
                )),
            }),
        }
    }

    /// Changes the state on disk: locked, read again, changed, written aside and renamed. A damaged file is kept under
    /// another name; the note says under which.
    ///
    /// Blocking: while another runner writes.
    ///
    /// # Errors
    ///
    /// If it cannot be written; the old state then still stands.
    pub fn update(&self, change: impl FnOnce(&mut State)) -> io::Result<Option<String>> {
        fs::create_dir_all(&self.folder)?;
        let lock = File::create(self.folder.join("lock"))?;
        // A folder on a network may know no locks: then two runners at once may lose a verdict, but break nothing.
        let is_alone = lock.lock().is_ok();
        let Loaded { mut state, note } = match self.load() {
            Ok(loaded) => loaded,
            Err(trouble) => return Err(io::Error::other(trouble.says)),
        };
        let before = state.clone();
        change(&mut state);
        if state == before {
            return Ok(None);
        }
        if is_alone {
            self.clear_up();
        }
        let kept = note.map(|_| self.put_aside()).transpose()?;
        write_aside(&self.file(), json::write(&state).as_bytes())?;
        Ok(kept.map(|aside| format!("The damaged file is kept as `{FOLDER}/{aside}`.")))
    }

    /// Takes away what runners left that were ended while they wrote.
    fn clear_up(&self) {
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(HALF) {
                // The next one will try again.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn put_aside(&self) -> io::Result<String> {
        let mut free = (1..).map(|number| format!("state.json.damaged-{number}"));
        let aside = free.find(|name| !self.folder.join(name).exists());
        let aside = aside.unwrap_or_default();
        fs::rename(self.file(), self.folder.join(&aside))?;
        Ok(aside)
    }
}

/// How the names of files begin that were not written to their end.
const HALF: &str = "state.json.new-";

/// Writes a file so that there is never half of one: aside first, then renamed.
///
/// # Errors
///
/// If it cannot be written; what stood there before still stands.
pub fn write_aside(file: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut aside = file.as_os_str().to_owned();
    aside.push(format!(".new-{}", process::id()));
    let aside = PathBuf::from(aside);
    let written = fs::write(&aside, bytes).and_then(|()| fs::rename(&aside, file));
    if written.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(&aside);
    }
    written
}

#[cfg(test)]
mod tests {
    use std::{fs, thread};

    use super::{Store, VERSION};
    use crate::{course::ExerciseId, exit::Exit};

    fn id() -> ExerciseId {
        ExerciseId {
            lesson: "01".into(),
            exercise: "both".into(),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let root = tempfile::tempdir().unwrap();
        let store = Store::of(root.path());
        assert!(!store.load().unwrap().state.is_done(&id(), "key"));
        store
            .update(|state| state.entry_mut(&id()).passed = Some("key".into()))
            .unwrap();
        let state = store.load().unwrap().state;
        assert!(state.is_done(&id(), "key"));
        assert!(!state.is_done(&id(), "another key"));
        let left: Vec<_> = fs::read_dir(root.path().join(".hands")).unwrap().collect();
        assert_eq!(left.len(), 2, "the state and its lock: {left:?}");
    }

    #[test]
    fn writers_at_once_lose_nothing_of_each_others() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join(".hands")).unwrap();
        let half = root.path().join(".hands/state.json.new-0");
        fs::write(&half, "half a sta").unwrap();
        let store = Store::of(root.path());
        thread::scope(|scope| {
            for writer in 0..8 {
                let store = &store;
                scope.spawn(move || {
                    for number in 0..10 {
                        let id = ExerciseId {
                            lesson: format!("{writer:02}"),
                            exercise: format!("e{number}"),
                        };
                        store
                            .update(|state| state.entry_mut(&id).passed = Some("key".into()))
                            .unwrap();
                    }
                });
            }
        });
        assert_eq!(store.load().unwrap().state.entries.len(), 80);
        assert!(!half.exists(), "what somebody left who was ended");
    }

    #[test]
    fn a_damaged_file_is_kept_and_told() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join(".hands");
        fs::create_dir(&folder).unwrap();
        for (number, damage) in [&b"{ \"version\": 1, "[..], b"\xff\xfe", b"[]", b""]
            .iter()
            .enumerate()
        {
            fs::write(folder.join("state.json"), damage).unwrap();
            let store = Store::of(root.path());
            assert!(store.load().unwrap().note.unwrap().contains("damaged"));
            assert_eq!(fs::read(folder.join("state.json")).unwrap(), *damage);
            let kept = store.update(|state| state.entry_mut(&id()).judged = Some(1));
            let aside = format!("state.json.damaged-{}", number + 1);
            let note = kept.unwrap().unwrap();
            assert!(note.contains(&aside), "{note}");
            assert_eq!(fs::read(folder.join(aside)).unwrap(), *damage);
        }
    }

    #[test]
    fn a_newer_file_is_not_touched() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join(".hands");
        fs::create_dir(&folder).unwrap();
        let newer = format!("{{ \"version\": {} }}", VERSION + 1);
        fs::write(folder.join("state.json"), &newer).unwrap();
        let store = Store::of(root.path());
        let trouble = store.load().unwrap_err();
        assert_eq!(trouble.exit, Exit::CannotTell);
        assert!(trouble.says.contains("newer version"), "{trouble}");
        assert!(
            store
                .update(|state| state.entry_mut(&id()).passed = None)
                .is_err()
        );
        assert_eq!(
            fs::read_to_string(folder.join("state.json")).unwrap(),
            newer
        );
    }
}
