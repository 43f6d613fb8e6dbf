//! `cargo xtask open`: the learner's editor, at the line that the last verdict pointed to.

use std::{env, path::Path};

use serde_json::json;

use super::{Answer, World};
use crate::{
    choose,
    cli::Target,
    course::{Course, Exercise, Lesson},
    editor, guide,
    render::json,
    report::Place,
    session::Session,
    subject::Subject,
    trouble::Trouble,
};

pub(super) fn run(course: &Course, target: &Target, world: World<'_>) -> Result<Answer, Trouble> {
    let chosen = choose::chosen(course, target)?;
    let session = Session::open(course)?;
    let first = chosen
        .first()
        .map(|one| (one.lesson, one.exercises[0]))
        .ok_or_else(|| {
            Trouble::course(
                "There is no exercise to open.",
                "Bring the course back with `git checkout -- lessons`.",
            )
        })?;
    let (lesson, exercise) = session.first_open_of(&chosen).unwrap_or(first);
    let place = place(&session, lesson, exercise);
    let file = course.root.join(&place.file);
    if !file.is_file() {
        let (package, name) = (lesson.package(), &exercise.name);
        return Err(Trouble::cannot_tell(
            format!("{} is not there.", place.file.display()),
            format!("`cargo xtask reset {package} {name}` brings the stub back."),
        ));
    }
    let variable = |name: &str| env::var(name).ok();
    let editor = editor::editor(&file, place.line, &variable);
    let mut notes = session.notes;
    let fields = vec![
        ("lesson", lesson.number.clone().into()),
        ("exercise", exercise.name.clone().into()),
        ("edit", json::place(&place)),
        ("editor", json!(editor.as_ref().map(|it| &it.program))),
    ];
    // A path that works from where the command was typed: `vim $(cargo xtask open)`.
    let shown = match file.strip_prefix(world.folder) {
        Ok(inside) => inside.to_owned(),
        Err(_) => file,
    };
    let text = format!("{}\n", at_line(&shown, place.line));
    if !world.terminal || world.json {
        return Ok(Answer {
            notes,
            fields,
            ..Answer::done(text)
        });
    }
    if editor.is_none() {
        notes.push(
            "No editor is known here: set VISUAL or EDITOR, as in `export EDITOR=nano`.".into(),
        );
    }
    Ok(Answer {
        notes,
        opens: editor,
        ..Answer::done(text)
    })
}

/// Where the last verdict pointed to; if the sources have changed since, the function that its test is about.
fn place(session: &Session<'_>, lesson: &Lesson, exercise: &Exercise) -> Place {
    let beginning = || guide::beginning(session.course, lesson, &exercise.name);
    if session.is_done(lesson, exercise) {
        return beginning();
    }
    let entry = session.entry(lesson, exercise);
    let key = session.key(lesson, exercise);
    let remembered = entry
        .and_then(|entry| entry.edit.as_ref())
        .filter(|edit| edit.content == key)
        .map(|edit| edit.place.clone());
    let about_the_test = || {
        let last = entry?.last.as_ref()?;
        let test = (last.stage, last.test.as_str());
        let guide = guide::of_test(session.course, lesson, &Subject::Learner, test, "", None);
        (guide.edit.line > 0).then_some(guide.edit)
    };
    remembered.or_else(about_the_test).unwrap_or_else(beginning)
}

fn at_line(file: &Path, line: u32) -> String {
    match line {
        0 => file.display().to_string(),
        line => format!("{}:{line}", file.display()),
    }
}
