//! What was handed out: without it nobody could tell a learner's files from the course's.

use std::{
    collections::BTreeMap,
    path::{Component, Path, PathBuf},
};

use serde_json::{Map, Value, json};

use super::{FOLDER, choice::Choice};

/// The format that this runner writes. A newer one is not understood.
pub const VERSION: u64 = 1;

/// What a folder got from the course.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// What the teacher chose.
    pub choice: Choice,
    /// Every file, by its path relative to the root, with the hash of its content.
    pub files: BTreeMap<PathBuf, String>,
}

/// Where the record lies, relative to the root.
pub fn path() -> PathBuf {
    Path::new(FOLDER).join("record.json")
}

/// Stands for the content of a file. The kind of line ends does not count: git may have changed them.
///
/// FNV-1a with 64 bits: it tells what was changed, and is the same with every Rust. It guards against nobody.
///
/// Source: Fowler, Noll and Vo, "The FNV Non-Cryptographic Hash Algorithm".
pub fn hash(content: &[u8]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for (at, byte) in content.iter().enumerate() {
        if *byte == b'\r' && content.get(at + 1) == Some(&b'\n') {
            continue;
        }
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

impl Record {
    /// As it lies on disk.
    pub fn to_text(&self) -> String {
        let file = |(path, hash): (&PathBuf, &String)| {
            let path = path.to_string_lossy().replace('\\', "/");
            (path, Value::from(hash.as_str()))
        };
        let value = json!({
            "version": VERSION,
            "lessons": self.choice.lessons,
            "with_solutions": self.choice.with_solutions,
            "files": self.files.iter().map(file).collect::<Map<_, _>>(),
        });
        format!("{value:#}\n")
    }

    /// `None` for a text that this runner did not write, and for one that names files outside of its folder.
    pub fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        if value["version"].as_u64() != Some(VERSION) {
            return None;
        }
        let lessons = match &value["lessons"] {
            Value::Null => None,
            lessons => Some(lessons.as_str()?.to_owned()),
        };
        let file = |(path, hash): (&String, &Value)| {
            let path = PathBuf::from(path);
            let inside = path
                .components()
                .all(|part| matches!(part, Component::Normal(_)));
            let hash = hash.as_str()?.to_owned();
            (inside && path != Path::new("")).then_some((path, hash))
        };
        let files = value["files"].as_object()?.iter().map(file);
        Some(Self {
            choice: Choice {
                lessons,
                with_solutions: value["with_solutions"].as_bool()?,
            },
            files: files.collect::<Option<_>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Choice, Record, hash};

    #[test]
    fn a_record_survives_the_way_through_a_file() {
        let record = Record {
            choice: Choice {
                lessons: Some("1-2".into()),
                with_solutions: true,
            },
            files: [("lessons/a/src/both.rs".into(), hash(b"x"))].into(),
        };
        assert_eq!(Record::read(&record.to_text()), Some(record));
    }

    #[test]
    fn a_record_never_names_a_file_elsewhere() {
        for path in ["../x", "/etc/x", "a/../../x", "./a", ""] {
            let mut record = Record::default();
            record.files.insert(path.into(), hash(b""));
            assert_eq!(Record::read(&record.to_text()), None, "{path}");
        }
        assert_eq!(Record::read("{\"version\": 2}"), None);
    }

    #[test]
    fn line_ends_do_not_count() {
        assert_eq!(hash(b"a\r\nb\r\n"), hash(b"a\nb\n"));
        assert_ne!(hash(b"a\rb"), hash(b"ab"));
        assert_eq!(hash(b""), "cbf29ce484222325", "as the paper says");
    }
}
