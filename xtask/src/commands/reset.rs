//! `cargo xtask reset`: brings stubs back.

use super::Answer;
use crate::{
    choose,
    cli::Target,
    course::Course,
    exit::Exit,
    reset::{self, Restored},
    state::Store,
    trouble::Trouble,
};

pub(super) fn run(course: &Course, target: &Target) -> Result<Answer, Trouble> {
    let chosen = choose::chosen(course, target)?;
    let [one] = &chosen[..] else {
        return Err(Trouble::usage(
            "Which lesson shall be brought back to its beginning?",
            "Name it, as in `cargo xtask reset lesson02 bank`.",
        ));
    };
    let exercise = one.by_name.then(|| one.exercises[0].name.as_str());
    let (restored, trouble) = reset::reset(course, one.lesson, exercise)?;
    let is_back = |exercise: &str| {
        let of_it = |it: &Restored| reset::belongs_to(one.lesson, exercise, &it.file);
        trouble.is_none() || restored.iter().any(of_it)
    };
    // A state that cannot be written is no harm here: the content key does not fit any more anyway.
    let forgotten = Store::of(&course.root).update(|state| {
        for exercise in one.exercises.iter().filter(|it| is_back(&it.name)) {
            state.forget_verdict(&one.lesson.id(&exercise.name));
        }
    });
    let notes: Vec<_> = forgotten.ok().flatten().into_iter().collect();
    let files = restored.iter().map(Restored::value);
    let fields = vec![
        ("lesson", one.lesson.number.clone().into()),
        ("exercise", exercise.into()),
        ("files", files.collect()),
    ];
    if restored.is_empty() {
        let what = match exercise {
            Some(name) => format!("{} {name}", one.lesson.package()),
            None => one.lesson.package(),
        };
        let text = format!("Nothing to do: {what} is as it was at the beginning.\n");
        return Ok(Answer {
            notes,
            fields,
            ..Answer::done(text)
        });
    }
    let lines = restored.iter().map(|restored| {
        let what = match (restored.gone, &restored.kept) {
            (true, _) => "was the same module a second time and is taken away",
            (false, Some(_)) => "is as it was at the beginning",
            (false, None) => "was missing and is there again",
        };
        let kept = restored.kept.iter();
        let kept = kept.map(|kept| format!("  Your file is kept as {}\n", kept.display()));
        let file = restored.file.display();
        format!("{file} {what}.\n{}", kept.collect::<String>())
    });
    Ok(Answer {
        exit: trouble.as_ref().map_or(Exit::Green, |it| it.exit),
        trouble,
        notes,
        fields,
        ..Answer::done(lines.collect::<String>())
    })
}
