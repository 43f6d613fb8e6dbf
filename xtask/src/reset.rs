//! Brings stubs back, and never loses a line of the learner's.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use crate::{
    course::{Course, Lesson},
    found::found,
    state::{FOLDER, write_aside},
    stub::{self, Stub},
    trouble::Trouble,
};

/// One file that was brought back, or taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Relative to the course's root.
    pub file: PathBuf,
    /// Where the learner's file is kept, relative to the root; `None` if there was none.
    pub kept: Option<PathBuf>,
    /// It was the same module a second time, and is there no more.
    pub gone: bool,
}

impl Restored {
    /// For programs; see `xtask/README.md`.
    pub fn value(&self) -> Value {
        let kept = self.kept.as_ref().map(|kept| kept.display().to_string());
        json!({ "file": self.file.display().to_string(), "kept": kept })
    }
}

/// Brings back the stubs of an exercise, or of the whole lesson. Files that are still their stub are not touched.
///
/// # Errors
///
/// If the stubs cannot be derived, or the first file cannot be kept or written: that one is as it was. Where a later one
/// cannot, the trouble comes with what was done before.
pub fn reset(
    course: &Course,
    lesson: &Lesson,
    exercise: Option<&str>,
) -> Result<(Vec<Restored>, Option<Trouble>), Trouble> {
    let stubs = stub::stubs(course, lesson)?;
    let mut wanted = stubs.iter().filter(|stub| match exercise {
        Some(exercise) => belongs_to(lesson, exercise, &stub.to),
        None => true,
    });
    let mut restored = Vec::new();
    let done = wanted.try_for_each(|stub| {
        restored.extend(restore(&course.root, stub)?);
        restored.extend(take_away(&course.root, stub)?);
        Ok(())
    });
    match done {
        Err(trouble) if restored.is_empty() => Err(trouble),
        done => Ok((restored, done.err())),
    }
}

/// `src/bank.rs` and what lies below `src/bank/`.
pub(crate) fn belongs_to(lesson: &Lesson, exercise: &str, file: &Path) -> bool {
    file == lesson.module(exercise) || file.starts_with(lesson.module(exercise).with_extension(""))
}

/// Writes one stub over what lies in the lesson, which is kept. `None` if it is the stub already.
///
/// # Errors
///
/// If the file cannot be kept or written.
pub fn restore(root: &Path, stub: &Stub) -> Result<Option<Restored>, Trouble> {
    let file = root.join(&stub.to);
    let cannot = |what, error| cannot(what, &stub.to, &error);
    let found = found(&file).map_err(|error| cannot("read", error))?;
    let as_text = found
        .as_deref()
        .and_then(|bytes| str::from_utf8(bytes).ok());
    if as_text.is_some_and(|text| stub::same_text(text, &stub.text)) {
        return Ok(None);
    }
    let kept = found
        .map(|bytes| keep(root, &stub.to, &bytes))
        .transpose()
        .map_err(|error| cannot("kept", error))?;
    write_aside(&file, stub.text.as_bytes()).map_err(|error| cannot("written", error))?;
    Ok(Some(Restored {
        file: stub.to.clone(),
        kept,
        gone: false,
    }))
}

/// Takes `bank/mod.rs` away where `bank.rs` is the stub, and keeps it: rustc takes only one of the two. `None` if there is
/// no such file.
fn take_away(root: &Path, stub: &Stub) -> Result<Option<Restored>, Trouble> {
    let second = stub.to.with_extension("").join("mod.rs");
    let file = root.join(&second);
    let cannot = |what, error| cannot(what, &second, &error);
    let Some(bytes) = found(&file).map_err(|error| cannot("read", error))? else {
        return Ok(None);
    };
    let kept = keep(root, &second, &bytes).map_err(|error| cannot("kept", error))?;
    fs::remove_file(&file).map_err(|error| cannot("taken away", error))?;
    // Whatever else lies in its folder is the learner's own.
    let _ = file.parent().map(fs::remove_dir);
    Ok(Some(Restored {
        file: second,
        kept: Some(kept),
        gone: true,
    }))
}

fn cannot(what: &str, file: &Path, error: &io::Error) -> Trouble {
    Trouble::cannot_tell(
        format!("`{}` cannot be {what}: {error}.", file.display()),
        "It is as it was. Check that the folder may be written to and that the disk has room.",
    )
}

/// Keeps `lessons/lesson01-threads/src/both.rs` as `.hands/kept/lesson01-threads/src/both-1.rs`, with the next
/// free number.
fn keep(root: &Path, file: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let inside = file.strip_prefix("lessons").unwrap_or(file);
    let folder = Path::new(FOLDER)
        .join("kept")
        .join(inside.parent().unwrap_or(Path::new("")));
    fs::create_dir_all(root.join(&folder))?;
    let stem = inside.file_stem().unwrap_or_default().to_string_lossy();
    let mut number = 1;
    loop {
        let copy = folder.join(format!("{stem}-{number}.rs"));
        let made = fs::File::create_new(root.join(&copy));
        match made.and_then(|mut made| io::Write::write_all(&mut made, bytes)) {
            Ok(()) => return Ok(copy),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::reset;
    use crate::sample;

    #[test]
    fn a_stub_comes_back_and_every_earlier_file_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let mut course = sample::course();
        course.root = folder.path().to_owned();
        let lesson = &course.lessons[0];
        let write = |file: &str, bytes: &[u8]| {
            let file = course.root.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        };
        write("solutions/lesson01-threads/src/lib.rs", b"mod both;\n");
        write(
            "solutions/lesson01-threads/src/both.rs",
            b"//# stub: todo\n//# solution:\nx\n//# end\n",
        );
        let module = "lessons/lesson01-threads/src/both.rs";
        for (number, work) in [(1, &b"first"[..]), (2, b"second, not UTF-8: \xff")] {
            write(module, work);
            let (restored, _) = reset(&course, lesson, Some("both")).unwrap();
            let [restored] = &restored[..] else {
                panic!("one file: {restored:?}")
            };
            let kept = restored.kept.clone().unwrap();
            let wanted = format!(".hands/kept/lesson01-threads/src/both-{number}.rs");
            assert_eq!(kept, Path::new(&wanted));
            assert_eq!(fs::read(course.root.join(kept)).unwrap(), work);
            assert_eq!(
                fs::read_to_string(course.root.join(module)).unwrap(),
                "todo\n"
            );
        }
        write(module, b"todo\r\n");
        assert_eq!(
            reset(&course, lesson, Some("both")).unwrap(),
            (vec![], None),
            "still the stub"
        );
        let (restored, _) = reset(&course, lesson, None).unwrap();
        assert_eq!(restored.len(), 1, "lib.rs was missing");
        assert_eq!(restored[0].kept, None);
    }
}
