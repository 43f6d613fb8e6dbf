//! A report for programs. The schema is documented in `xtask/README.md` and written by hand here, so that
//! renaming a field of a value cannot change it by accident.

use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::{message::Message, verdict};
use crate::{
    course::{Course, Exercise, Lesson},
    exit::Exit,
    guide::Guide,
    report::{BuildFailure, ExerciseReport, Place, Report, Speed, TestResult, Verdict},
    speed::Cause,
    trouble::Trouble,
};

/// Raised when a field changes its meaning or goes; a new field does not raise it.
pub const VERSION: u64 = 2;

/// What a document holds besides the fields that all have.
pub type Fields = Vec<(&'static str, Value)>;

/// The document of a command: the fields that all have, and its own. `command` is null where none was understood.
pub fn document(
    command: Option<&str>,
    exit: Exit,
    notes: &[String],
    trouble: Option<&Trouble>,
    own: Fields,
) -> Value {
    let trouble = trouble.map(|trouble| json!({ "says": trouble.says, "next": trouble.next }));
    let mut object = Map::new();
    let all = [
        ("version", VERSION.into()),
        ("command", command.into()),
        ("exit", exit.code().into()),
        ("notes", notes.into()),
        ("trouble", trouble.into()),
    ];
    for (name, value) in all.into_iter().chain(own) {
        object.insert(name.into(), value);
    }
    object.into()
}

/// A document that holds nothing but a trouble.
pub fn trouble(command: Option<&str>, trouble: &Trouble) -> Value {
    document(command, trouble.exit, &[], Some(trouble), Vec::new())
}

/// The document as text. Those of `watch` are a line each, since many follow one another; any other stands alone, and
/// people read it as well.
pub fn text(document: &Value) -> String {
    match document["command"].as_str() {
        Some("watch") => format!("{document}\n"),
        _ => format!("{document:#}\n"),
    }
}

/// What was judged, a lesson each. `guides` belong to the reports, in their order.
pub fn lessons<'r>(
    course: &Course,
    reports: impl IntoIterator<Item = (&'r Report, &'r [Guide])>,
) -> Value {
    let lessons = reports.into_iter().map(|(report, guides)| {
        let lesson = course
            .lessons
            .iter()
            .find(|lesson| lesson.number == report.lesson);
        let mut guides = guides.iter();
        json!({
            "lesson": report.lesson,
            "title": lesson.map(|lesson| &lesson.title),
            "subject": report.subject,
            "build": report.build.as_ref().map(build),
            "exercises": report.exercises.iter()
                .map(|judged| exercise(judged, &mut guides))
                .collect::<Vec<_>>(),
        })
    });
    lessons.collect()
}

fn build(failure: &BuildFailure) -> Value {
    let missing = failure.missing.iter().map(|missing| {
        json!({
            "name": missing.name,
            "file": missing.file.display().to_string(),
            "promise": missing.promise,
            "signature": missing.signature,
        })
    });
    json!({
        "diagnostics": failure.diagnostics,
        "only_tests": failure.only_tests,
        "explained": failure.explained,
        "missing": missing.collect::<Vec<_>>(),
    })
}

fn exercise<'g>(judged: &ExerciseReport, guides: &mut impl Iterator<Item = &'g Guide>) -> Value {
    let first = judged.first_failure().map(|test| &test.test);
    let guide = first.and_then(|_| guides.next());
    json!({
        "exercise": judged.exercise.exercise,
        "green": green(judged),
        "unchanged": judged.unchanged,
        "first_failure": first,
        "first_untold": judged.first_untold().map(|test| &test.test),
        "edit": guide.map(|guide| place(&guide.edit)),
        "tests": judged.tests.iter().map(test).collect::<Vec<_>>(),
    })
}

/// What could not be told is neither true nor false: no program may take it for a pass.
pub fn green(judged: &ExerciseReport) -> Value {
    match judged.first_untold() {
        Some(_) => Value::Null,
        None => judged.first_failure().is_none().into(),
    }
}

/// One test: its verdict, and all that is known of it.
pub fn test(test: &TestResult) -> Value {
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| object.insert(name.into(), value);
    put("test", test.test.clone().into());
    put("stage", test.stage.name().into());
    put("promise", test.promise().into());
    put(
        "verdict",
        verdict::label(&test.verdict).replace(' ', "-").into(),
    );
    match &test.verdict {
        Verdict::Deadlock { threads } => put("threads", (*threads).into()),
        Verdict::Hung { seconds } => put("limit_seconds", (*seconds).into()),
        Verdict::LeftEarly { code } => put("code", (*code).into()),
        Verdict::Aborted { how } => put("how", how.clone().into()),
        Verdict::LeftBehind { processes } => put("processes", (*processes).into()),
        Verdict::Flooded { bytes } => put("bytes", (*bytes).into()),
        _ => None,
    };
    put("message", test.message.clone().into());
    put("hint", Message::parse(&test.message).hint.into());
    put("place", test.place.as_ref().map(place).into());
    put("output", test.output.clone().into());
    put("notes", test.notes.clone().into());
    put("model", test.model.clone().into());
    put("speed", test.speed.as_ref().map(speed).into());
    put("seconds", test.took.as_secs_f64().into());
    object.into()
}

/// Times in seconds.
fn speed(speed: &Speed) -> Value {
    let seconds = |nanoseconds: u64| nanoseconds as f64 / 1e9;
    let account = speed.account.as_ref().map(|account| {
        json!({
            "wall": seconds(account.wall),
            "serial": seconds(account.serial),
            "computing": account.cpu.map(seconds),
            "caller_computing": account.caller.map(seconds),
            "taken_away": account.delay.map(seconds),
            "waiting": account.waiting.map(seconds),
            "stops": account.switches,
            "threads": account.threads,
            "imbalance": account.imbalance(),
            "cause": Cause::of(account).name(),
        })
    });
    let facts = &speed.facts;
    json!({
        "workers": speed.workers,
        "at_least": speed.at_least,
        "speedup": facts.speedup,
        "best": facts.best,
        "cores": facts.granted,
        "rounds": facts.rounds,
        "hits": facts.hits,
        "calm": facts.calm,
        "seconds": speed.took.as_secs_f64(),
        "account": account,
    })
}

/// A place: `{ file, line }`.
pub fn place(place: &Place) -> Value {
    let line = (place.line > 0).then_some(place.line);
    json!({ "file": place.file.display().to_string(), "line": line })
}

/// Paths as texts.
pub fn paths<'p>(paths: impl IntoIterator<Item = &'p PathBuf>) -> Value {
    let shown = paths.into_iter().map(|path| path.display().to_string());
    shown.collect()
}

/// An exercise by its name: `{ lesson, exercise }`, or null.
pub fn exercise_of(named: Option<(&Lesson, &Exercise)>) -> Value {
    named.map_or(
        Value::Null,
        |(lesson, exercise)| json!({ "lesson": lesson.number, "exercise": exercise.name }),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::green;
    use crate::{
        course::ExerciseId,
        report::{ExerciseReport, Stage, TestResult, Verdict},
    };

    #[test]
    fn what_cannot_be_told_is_neither_green_nor_not() {
        let judged = |verdicts: &[Verdict]| {
            let tests = verdicts.iter();
            let test = |it: &Verdict| TestResult::new(Stage::Speed, "a::t1_x", it.clone());
            green(&ExerciseReport {
                exercise: ExerciseId {
                    lesson: "01".into(),
                    exercise: "a".into(),
                },
                tests: tests.map(test).collect(),
                unchanged: false,
            })
        };
        assert_eq!(judged(&[Verdict::Passed]), json!(true));
        assert_eq!(judged(&[Verdict::Passed, Verdict::CannotTell]), Value::Null);
        assert_eq!(judged(&[Verdict::Slow, Verdict::CannotTell]), json!(false));
    }
}
