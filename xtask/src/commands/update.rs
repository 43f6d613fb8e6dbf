//! `cargo xtask update`: brings this course, newer by now, into a folder that was handed out.

use std::{
    io,
    path::{Path, PathBuf},
};

use serde_json::json;

use super::Answer;
use crate::{
    cli::Update,
    course::Course,
    found::found,
    handout::{
        choice::Choice,
        contents::{self, Contents},
        record::{self, Record},
        revision::{self, Changed, Revision},
        write,
    },
    render::{
        json::{self, Fields},
        style::{GOOD, OPEN, STRONG, paint},
        text::{count, prose},
    },
    state,
    trouble::Trouble,
};

pub(super) fn run(course: &Course, asked: &Update, from: &Path) -> Result<Answer, Trouble> {
    let folder = from.join(&asked.folder);
    let old = handed_out(course, &folder)?;
    let choice = Choice {
        lessons: asked.lessons.clone().or_else(|| old.choice.lessons.clone()),
        with_solutions: old.choice.with_solutions,
    };
    let new = contents::contents(course, &choice)?;
    let read = |path: &Path| found(&folder.join(path)).map_err(|error| unreadable(path, &error));
    let revision = revision::revision(&old, &new, &read)?;
    let changed = revision::changed(course, &old, &new);
    apply(&folder, &new, &revision)?;
    Ok(Answer {
        fields: fields(&folder, &revision, &changed),
        ..Answer::done(told(&asked.folder, &revision, &changed))
    })
}

/// What the folder got from the course when it was handed out.
fn handed_out(course: &Course, folder: &Path) -> Result<Record, Trouble> {
    let shown = folder.display();
    let same = folder
        .canonicalize()
        .ok()
        .zip(course.root.canonicalize().ok());
    if same.is_some_and(|(folder, root)| folder == root) {
        return Err(Trouble::usage(
            "This course cannot bring itself up to date.",
            "Run the command in the newer course, and name the older folder; a clone is updated with `git pull`.",
        ));
    }
    let record = found(&folder.join(record::path()))
        .map_err(|error| unreadable(&record::path(), &error))?
        .ok_or_else(|| {
            Trouble::usage(
                format!("`{shown}` was not made by `cargo xtask handout`."),
                "A clone of the course is updated with `git pull`.",
            )
        })?;
    Record::read(&String::from_utf8_lossy(&record)).ok_or_else(|| {
        Trouble::cannot_tell(
            format!("`{}` in `{shown}` cannot be understood.", record::path().display()),
            "A newer course may have written it; bring it back with git, or hand the course out anew.",
        )
    })
}

/// Whose file this is cannot be told, so nothing at all is written.
fn unreadable(path: &Path, error: &io::Error) -> Trouble {
    Trouble::cannot_tell(
        format!("`{}` cannot be read there: {error}.", path.display()),
        "Nothing was changed. Check that you may read it, then run the same command again.",
    )
}

/// Writes what may be written, the record last: an update that was interrupted can be run again.
fn apply(folder: &Path, new: &Contents, revision: &Revision) -> Result<(), Trouble> {
    for path in &revision.keep {
        write::file(folder, &aside(path), &new.files[path])?;
    }
    for path in &revision.write {
        write::file(folder, path, &new.files[path])?;
    }
    for path in &revision.remove {
        write::remove(folder, path)?;
    }
    let record = record::path();
    write::file(folder, &record, &new.files[&record])
}

/// Where the course's file lies whose place is taken by somebody's work.
fn aside(path: &Path) -> PathBuf {
    Path::new(state::FOLDER).join("update").join(path)
}

fn told(folder: &Path, revision: &Revision, changed: &[Changed]) -> String {
    let shown = paint(STRONG, folder.display());
    let mark = paint(GOOD, "✓");
    let Revision {
        write,
        remove,
        keep,
    } = revision;
    if write.is_empty() && remove.is_empty() && keep.is_empty() {
        return format!("{mark} {shown} has this course already.\n");
    }
    let mut text = format!(
        "{mark} {shown}: {}",
        count(
            write.len(),
            "file is new or newer",
            "files are new or newer"
        )
    );
    if !remove.is_empty() {
        text.push_str(&format!(", {} gone", remove.len()));
    }
    text.push('\n');
    for Changed {
        lesson,
        exercise,
        what,
    } in changed
    {
        let what = match what[..] {
            ["new"] => "is new".to_owned(),
            ["stub"] => "has another stub".to_owned(),
            ["tests"] => "has other tests".to_owned(),
            _ => "has another stub and other tests".to_owned(),
        };
        text.push_str(&format!("  {lesson} {exercise} {what}\n"));
    }
    if !keep.is_empty() {
        let heading =
            "Changed there and in the course: not touched. The course's own lies beside it.";
        text.push_str(&format!("\n{} {heading}\n", paint(OPEN, "!")));
        for path in keep {
            text.push_str(&format!(
                "  {}\n    {}\n",
                path.display(),
                aside(path).display()
            ));
        }
    }
    let next = "What was done there is judged anew at the next `cargo xtask`. Nothing was committed: `git diff` shows it.";
    text.push_str(&format!("\n{}", prose(next, 0)));
    text
}

fn fields(folder: &Path, revision: &Revision, changed: &[Changed]) -> Fields {
    let kept = revision.keep.iter().map(|path| {
        json!({ "file": path.display().to_string(), "new": aside(path).display().to_string() })
    });
    let changed = changed
        .iter()
        .map(|it| json!({ "lesson": it.lesson, "exercise": it.exercise, "what": it.what }));
    vec![
        ("folder", folder.display().to_string().into()),
        ("written", json::paths(&revision.write)),
        ("removed", json::paths(&revision.remove)),
        ("kept", kept.collect()),
        ("changed", changed.collect()),
    ]
}
