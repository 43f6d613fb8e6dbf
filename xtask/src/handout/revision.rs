//! A newer course for a folder in which somebody works: what may be written there, and what may not.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{
    contents::Contents,
    record::{self, Record},
};
use crate::{
    course::{Course, Exercise, Lesson},
    fingerprint::fingerprint,
    trouble::Trouble,
};

/// What is to be done in the folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// Files of the course that are new, or newer than what lies there untouched.
    pub write: Vec<PathBuf>,
    /// Files that the course does not have any more, and that nobody has changed.
    pub remove: Vec<PathBuf>,
    /// Files that somebody has changed there and the course as well: they stay as they are.
    pub keep: Vec<PathBuf>,
}

/// An exercise that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// `lesson02`.
    pub lesson: String,
    /// `bank`.
    pub exercise: String,
    /// `new`, `stub`, `tests`: at least one.
    pub what: Vec<&'static str>,
}

/// What a file holds, by its path in the folder; `None` if there is none.
type Found<'f> = &'f dyn Fn(&Path) -> Result<Option<Vec<u8>>, Trouble>;

/// Compares what was handed out, what is to be handed out, and what lies there now (`found`).
///
/// A file that differs from what was handed out is somebody's work and is never written to. A file that was handed out
/// and is gone was taken away on purpose if it is a learner's own.
///
/// # Errors
///
/// What `found` says of a file that is there and cannot be read.
pub fn revision(old: &Record, new: &Contents, found: Found<'_>) -> Result<Revision, Trouble> {
    let mut revision = Revision::default();
    for (path, file) in &new.files {
        if *path == record::path() {
            continue;
        }
        let wanted = fingerprint(&file.content);
        let before = old.files.get(path);
        match found(path)?.map(|content| fingerprint(&content)) {
            Some(there) if there == wanted => {}
            // Generated: cargo writes it, not a learner.
            _ if path == Path::new("Cargo.lock") => revision.write.push(path.clone()),
            Some(there) if before == Some(&there) => revision.write.push(path.clone()),
            Some(_) if before == Some(&wanted) => {}
            Some(_) => revision.keep.push(path.clone()),
            None if before.is_some() && is_learners(path) => {}
            None => revision.write.push(path.clone()),
        }
    }
    for (path, before) in &old.files {
        if new.files.contains_key(path) {
            continue;
        }
        if found(path)?.is_some_and(|content| fingerprint(&content) == *before) {
            revision.remove.push(path.clone());
        }
    }
    Ok(revision)
}

/// `lessons/lesson01-threads/src/both.rs`.
fn is_learners(path: &Path) -> bool {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    matches!(&parts[..], [lessons, lesson, src, ..]
        if lessons == "lessons" && lesson.starts_with("lesson") && src == "src")
}

/// The exercises of `new` that are not what `old` handed out, in the course's order.
pub fn changed(course: &Course, old: &Record, new: &Contents) -> Vec<Changed> {
    let now: BTreeMap<&Path, String> = new
        .files
        .iter()
        .map(|(path, file)| (path.as_path(), fingerprint(&file.content)))
        .collect();
    let differs = |path: &Path| old.files.get(path) != now.get(path);
    let lessons = course
        .lessons
        .iter()
        .filter(|it| new.lessons.contains(&it.number));
    let all = lessons.flat_map(Lesson::each);
    let what = |lesson: &Lesson, exercise: &Exercise| {
        let module = lesson.module(&exercise.name);
        if !old.files.contains_key(&module) {
            return vec!["new"];
        }
        let mut tests = old
            .files
            .keys()
            .map(PathBuf::as_path)
            .chain(now.keys().copied());
        let mut what = Vec::new();
        if differs(&module) {
            what.push("stub");
        }
        if tests.any(|path| lesson.decides(path, exercise) && differs(path)) {
            what.push("tests");
        }
        what
    };
    let changed = all.map(|(lesson, exercise)| Changed {
        lesson: lesson.package(),
        exercise: exercise.name.clone(),
        what: what(lesson, exercise),
    });
    changed.filter(|changed| !changed.what.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{Changed, Contents, Record, changed, revision};
    use crate::{fingerprint::fingerprint, sample, trouble::Trouble};

    fn record(files: &[(&str, &str)]) -> Record {
        let files = files.iter();
        Record {
            files: files
                .map(|(path, text)| (path.into(), fingerprint(text.as_bytes())))
                .collect(),
            ..Record::default()
        }
    }

    fn contents(files: &[(&str, &str)]) -> Contents {
        let files = files.iter();
        Contents {
            lessons: vec!["01".into(), "02".into()],
            files: files
                .map(|(path, text)| (path.into(), text.to_string().into()))
                .collect(),
        }
    }

    const STUB: &str = "lessons/lesson01-threads/src/both.rs";

    /// What becomes of a file that was handed out as `old`, lies there as `there`, and is `new` now:
    /// w(ritten), r(emoved), k(ept and told), or nothing.
    fn fate(path: &str, old: Option<&str>, there: Option<&str>, new: Option<&str>) -> char {
        let old: Vec<_> = old.iter().map(|text| (path, *text)).collect();
        let new: Vec<_> = new.iter().map(|text| (path, *text)).collect();
        let found = |_: &Path| Ok(there.map(|text| text.as_bytes().to_vec()));
        let revision = revision(&record(&old), &contents(&new), &found).unwrap();
        let all = [
            ('w', revision.write),
            ('r', revision.remove),
            ('k', revision.keep),
        ];
        let mut hit = all
            .into_iter()
            .filter(|(_, files)| *files == [PathBuf::from(path)]);
        hit.next().map_or('-', |(fate, _)| fate)
    }

    #[test]
    fn nothing_that_somebody_has_changed_is_ever_written_to() {
        let test = "lessons/lesson01-threads/tests/contract/both.rs";
        for path in [STUB, test, "README.md"] {
            let fate = |old, there, new| fate(path, old, there, new);
            assert_eq!(
                fate(Some("1"), Some("1"), Some("2")),
                'w',
                "untouched: {path}"
            );
            assert_eq!(
                fate(Some("1"), Some("mine"), Some("2")),
                'k',
                "both changed: {path}"
            );
            assert_eq!(
                fate(Some("1"), Some("mine"), Some("1")),
                '-',
                "only mine: {path}"
            );
            assert_eq!(
                fate(Some("1"), Some("2"), Some("2")),
                '-',
                "there already: {path}"
            );
            assert_eq!(
                fate(Some("1"), Some("1\r\n"), Some("1\r\n")),
                '-',
                "line ends: {path}"
            );
            assert_eq!(fate(None, None, Some("2")), 'w', "new: {path}");
            assert_eq!(
                fate(None, Some("mine"), Some("2")),
                'k',
                "in the way: {path}"
            );
            assert_eq!(
                fate(Some("1"), Some("1"), None),
                'r',
                "gone from the course: {path}"
            );
            assert_eq!(
                fate(Some("1"), Some("mine"), None),
                '-',
                "gone, but mine: {path}"
            );
        }
        assert_eq!(
            fate(STUB, Some("1"), None, Some("2")),
            '-',
            "a learner took it away"
        );
        assert_eq!(
            fate(test, Some("1"), None, Some("2")),
            'w',
            "a test is needed"
        );
        assert_eq!(
            fate("Cargo.lock", Some("1"), Some("3"), Some("2")),
            'w',
            "generated"
        );
    }

    #[test]
    fn what_cannot_be_read_stops_everything() {
        let unreadable = |_: &Path| Err(Trouble::cannot_tell("cannot be read", ""));
        let (old, new) = (record(&[(STUB, "1")]), contents(&[(STUB, "2")]));
        assert!(revision(&old, &new, &unreadable).is_err());
        assert!(revision(&old, &contents(&[]), &unreadable).is_err());
        assert!(revision(&record(&[]), &new, &unreadable).is_err());
    }

    #[test]
    fn exercises_that_changed_are_told() {
        let tests = "lessons/lesson01-threads/tests/contract/both.rs";
        let other = "lessons/lesson01-threads/src/outcomes.rs";
        let bank = "lessons/lesson02-locks/src/bank.rs";
        let old = record(&[(STUB, "1"), (tests, "1"), (other, "1")]);
        let new = contents(&[(STUB, "1"), (tests, "2"), (other, "1"), (bank, "1")]);
        let of = |lesson: &str, exercise: &str, what| Changed {
            lesson: lesson.into(),
            exercise: exercise.into(),
            what: vec![what],
        };
        assert_eq!(
            changed(&sample::course(), &old, &new),
            [
                of("lesson01", "both", "tests"),
                of("lesson02", "bank", "new")
            ]
        );
    }
}
