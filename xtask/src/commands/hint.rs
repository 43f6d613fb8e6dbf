//! `cargo xtask hint`: one step more towards the answer, each time.

use std::ops::Range;

use serde_json::{Value, json};

use super::Answer;
use crate::{
    choose::{self, Chosen},
    cli::Target,
    course::{Course, Exercise, Lesson},
    hints,
    render::{
        style::{GUIDE, STRONG, paint},
        text::{capital, prose},
    },
    report,
    session::Session,
    state::Failure,
    trouble::Trouble,
};

pub(super) fn run(course: &Course, target: &Target) -> Result<Answer, Trouble> {
    let chosen = choose::chosen(course, target)?;
    let mut session = Session::open(course)?;
    let Some((lesson, exercise)) = session.first_open_of(&chosen) else {
        let what = name(&chosen);
        let mut all = chosen.iter().flat_map(Chosen::each);
        let text = match all.all(|(lesson, exercise)| session.is_done(lesson, exercise)) {
            true => format!("{what} is done: there is nothing to hint at.\n"),
            false => untold(&what),
        };
        return Ok(nothing(session, text));
    };
    if session.is_settled(lesson, exercise) {
        let what = format!("{} {}", lesson.package(), exercise.name);
        return Ok(nothing(session, untold(&what)));
    }
    let Some(failure) = session
        .entry(lesson, exercise)
        .and_then(|entry| entry.last.clone())
    else {
        let (package, name) = (lesson.package(), &exercise.name);
        return Err(Trouble::usage(
            format!(
                "no failing test of {package} {name} is known as it is now: it was not judged, or it does not compile."
            ),
            format!(
                "Run `cargo xtask check {package} {name}`. Common errors of the compiler are explained in {}/README.md.",
                lesson.folder.display()
            ),
        ));
    };
    let key = session.key(lesson, exercise);
    if failure.mended.as_ref() == Some(&key) {
        let (package, name) = (lesson.package(), &exercise.name);
        return Ok(nothing(
            session,
            format!(
                "Of {package} {name} only a part was judged last, and all of that is right: there is nothing to hint at yet.\n\
                 `cargo xtask check {package} {name}` judges the rest.\n"
            ),
        ));
    }
    let shown = session
        .entry(lesson, exercise)
        .and_then(|entry| entry.hints.get(&failure.test).copied())
        .unwrap_or(0);
    let steps = steps(course, lesson, &failure)?;
    let text = told(lesson, exercise, &failure, &steps, shown);
    let now = (shown + 1).min(steps.len());
    session.change(&lesson.id(&exercise.name), |entry| {
        entry.hints.insert(failure.test.clone(), now);
    });
    if failure.content != key {
        session.notes.push(
            "Something was saved since this test failed, so another test may decide by now: `cargo xtask` tells.".into(),
        );
    }
    let hints =
        now_shown(shown, steps.len()).map(|at| json!({ "number": at + 1, "text": steps[at] }));
    Ok(Answer {
        notes: session.notes,
        fields: vec![
            ("lesson", lesson.number.clone().into()),
            ("exercise", exercise.name.clone().into()),
            ("test", failure.test.clone().into()),
            ("promise", report::promise(&failure.test).into()),
            ("hints", hints.collect()),
            ("of", steps.len().into()),
        ],
        ..Answer::done(text)
    })
}

fn untold(what: &str) -> String {
    format!(
        "{what} is right, and whether it is fast could not be told when it was judged: there is nothing to hint at.\n"
    )
}

/// There is no failing test that hints could be given of.
fn nothing(session: Session<'_>, text: String) -> Answer {
    Answer {
        notes: session.notes,
        fields: vec![
            ("lesson", Value::Null),
            ("exercise", Value::Null),
            ("test", Value::Null),
            ("promise", Value::Null),
            ("hints", json!([])),
            ("of", 0.into()),
        ],
        ..Answer::done(text)
    }
}

fn steps(course: &Course, lesson: &Lesson, failure: &Failure) -> Result<Vec<String>, Trouble> {
    let file = lesson.folder.join("hints.md");
    let all = hints::of(course, lesson).map_err(|error| {
        Trouble::course(
            format!("{} cannot be read: {error}.", file.display()),
            format!("Bring it back with `git checkout -- {}`.", file.display()),
        )
    })?;
    let of_test = all.into_iter().find(|hints| hints.test == failure.test);
    of_test
        .map(|hints| hints.steps)
        .filter(|steps| !steps.is_empty())
        .ok_or_else(|| {
            Trouble::course(
                format!("{} has no hint for `{}`.", file.display(), failure.test),
                "Please report it: every test should have two or three.",
            )
        })
}

/// One step more; all of them again once the last one was shown.
fn told(
    lesson: &Lesson,
    exercise: &Exercise,
    failure: &Failure,
    steps: &[String],
    shown: usize,
) -> String {
    let promise = capital(&report::promise(&failure.test));
    let title = format!("{} {}: {promise}", lesson.package(), exercise.name);
    let mut text = format!("{}\n", paint(STRONG, title));
    let of = steps.len();
    for index in now_shown(shown, of) {
        let step = &steps[index];
        text.push_str(&format!(
            "\n{}\n",
            paint(GUIDE, format!("Hint {} of {of}", index + 1))
        ));
        text.push_str(&prose(step, 2));
    }
    if shown >= of {
        text.push_str("\nThese are all the hints there are.\n");
        text.push_str(&prose(
            &format!(
                "Still stuck? The README of the lesson may help: {}/README.md",
                lesson.folder.display()
            ),
            0,
        ));
    }
    text
}

/// Which of so many steps come now, if so many were shown: the next one, or all of them again.
fn now_shown(shown: usize, of: usize) -> Range<usize> {
    match shown {
        all if all >= of => 0..of,
        some => some..some + 1,
    }
}

fn name(chosen: &[Chosen<'_>]) -> String {
    match chosen {
        [one] if one.by_name => format!("{} {}", one.lesson.package(), one.exercises[0].name),
        [one] => one.lesson.package(),
        _ => "Every exercise".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::told;
    use crate::{report::Stage, sample, state::Failure};

    #[test]
    fn steps_come_one_by_one_and_then_all_again() {
        let course = sample::course();
        let (lesson, exercise) = (&course.lessons[1], &course.lessons[1].exercises[0]);
        let failure = Failure {
            content: String::new(),
            test: "bank::t3_no_cent_is_lost_on_the_way".into(),
            stage: Stage::Race,
            replay: None,
            mended: None,
        };
        let steps = ["Look.".to_owned(), "Look again.".to_owned()];
        let told = |shown| {
            let text = told(lesson, exercise, &failure, &steps, shown);
            anstream::adapter::strip_str(&text).to_string()
        };
        assert_eq!(
            told(0),
            "lesson02 bank: No cent is lost on the way\n\nHint 1 of 2\n  Look.\n"
        );
        assert!(told(1).ends_with("\n\nHint 2 of 2\n  Look again.\n"));
        let all = told(2);
        assert!(
            all.contains("Hint 1 of 2") && all.contains("Hint 2 of 2"),
            "{all}"
        );
        assert!(all.contains("all the hints there are"), "{all}");
    }
}
