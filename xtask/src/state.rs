//! What the runner remembers between two runs: `.hands/state.json` at the course's root.
//!
//! Only a convenience: without it everything is judged anew. So nothing is ever answered from it but a green
//! verdict whose content key still holds, and a file that cannot be understood is kept aside, never wiped.

mod json;

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    process,
};

use crate::{
    course::ExerciseId,
    report::{Place, Stage},
    trouble::Trouble,
};

/// The format that this runner writes. A newer one is not touched.
pub const VERSION: u64 = 1;

/// The folder at the course's root where everything of the learner's own is kept.
pub const FOLDER: &str = ".hands";

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// By `lesson01/both`.
    entries: BTreeMap<String, Entry>,
}

/// What is remembered of one exercise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The content key for which every stage was green.
    pub passed: Option<String>,
    /// The content key for which nothing was red, but whether it is fast could not be told.
    pub untold: Option<String>,
    /// The test that decided when it was not green, if that was later.
    pub last: Option<Failure>,
    /// Where to look, if it was not green.
    pub edit: Option<Edit>,
    /// How many hints of each test were shown, by the test's path.
    pub hints: BTreeMap<String, usize>,
}

/// The test that decided the last time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The content key for which it failed.
    pub content: String,
    /// `bank::t1_promise`.
    pub test: String,
    /// Its stage.
    pub stage: Stage,
    /// Names the failing schedule, where the race stage found one.
    pub replay: Option<String>,
}

/// A line to edit, as long as nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The content key for which this is the line.
    pub content: String,
    /// Relative to the course's root.
    pub place: Place,
}

impl State {
    /// What is known of an exercise.
    pub fn entry(&self, id: &ExerciseId) -> Option<&Entry> {
        self.entries.get(&name(id))
    }

    /// The same, to be changed; made if there is none.
    pub fn entry_mut(&mut self, id: &ExerciseId) -> &mut Entry {
        self.entries.entry(name(id)).or_default()
    }

    /// Forgets what is known of an exercise; hints that were shown stay shown.
    pub fn forget_verdict(&mut self, id: &ExerciseId) {
        if let Some(entry) = self.entries.get_mut(&name(id)) {
            *entry = Entry {
                hints: std::mem::take(&mut entry.hints),
                ..Entry::default()
            };
        }
    }

    /// Whether every stage was green for exactly this content.
    pub fn is_done(&self, id: &ExerciseId, content: &str) -> bool {
        let entry = self.entry(id);
        entry.is_some_and(|entry| entry.passed.as_deref() == Some(content))
    }

    /// Whether nothing was red for exactly this content, and only speed could not be told.
    pub fn is_untold(&self, id: &ExerciseId, content: &str) -> bool {
        let entry = self.entry(id);
        entry.is_some_and(|entry| entry.untold.as_deref() == Some(content))
    }
}

fn name(id: &ExerciseId) -> String {
    format!("lesson{}/{}", id.lesson, id.exercise)
}

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
    /// That a damaged file was kept aside, and where.
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

    /// Reads the state. A damaged file is put aside under another name.
    ///
    /// # Errors
    ///
    /// If a newer version of the course wrote it, or it cannot be read or put aside.
    pub fn load(&self) -> Result<Loaded, Trouble> {
        let shown = format!("{FOLDER}/state.json");
        let text = match fs::read(self.file()) {
            Ok(bytes) => String::from_utf8(bytes).ok(),
            // That it cannot be written either is told when there is something to write.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
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
            Some(Err(json::Unreadable::Damaged)) | None => self.put_aside(&shown),
        }
    }

    fn put_aside(&self, shown: &str) -> Result<Loaded, Trouble> {
        let free = (1..).map(|number| format!("state.json.damaged-{number}"));
        let aside = free
            .into_iter()
            .find(|name| !self.folder.join(name).exists())
            .unwrap_or_default();
        fs::rename(self.file(), self.folder.join(&aside)).map_err(|error| {
            Trouble::cannot_tell(
                format!("`{shown}` is damaged and cannot be put aside: {error}."),
                "Move it away yourself: what is done is then judged anew.",
            )
        })?;
        Ok(Loaded {
            state: State::default(),
            note: Some(format!(
                "`{shown}` was damaged; it is kept as `{FOLDER}/{aside}`, and what is done is judged anew."
            )),
        })
    }

    /// Changes the state on disk: read again, changed, written aside and renamed, so that neither
    /// Ctrl-C nor a full disk leaves half a file, and a second runner's news are not lost.
    ///
    /// # Errors
    ///
    /// If it cannot be written; the old state then still stands.
    pub fn update(&self, change: impl FnOnce(&mut State)) -> io::Result<()> {
        let mut state = match self.load() {
            Ok(loaded) => loaded.state,
            Err(trouble) => return Err(io::Error::other(trouble.says)),
        };
        let before = state.clone();
        change(&mut state);
        if state == before {
            return Ok(());
        }
        write_aside(&self.file(), json::write(&state).as_bytes())
    }
}

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
    use std::fs;

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
        assert_eq!(left.len(), 1, "nothing is left aside: {left:?}");
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
            let note = Store::of(root.path()).load().unwrap().note.unwrap();
            let aside = format!("state.json.damaged-{}", number + 1);
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
