//! A report for programs. The schema is documented in `xtask/README.md` and written by hand here, so that
//! renaming a field of a value cannot change it by accident.

use serde_json::{Map, Value, json};

use super::{message::Message, verdict};
use crate::{
    course::Course,
    exit::Exit,
    guide::Guide,
    report::{BuildFailure, ExerciseReport, Place, Report, Speed, TestResult, Verdict},
    speed::Cause,
    trouble::Trouble,
};

/// Raised when a field changes its meaning or goes; a new field does not raise it.
pub const VERSION: u64 = 1;

/// The whole document, ending with a line end. `guides` belong to the reports, in their order.
pub fn document(
    course: &Course,
    exit: Exit,
    notes: &[String],
    trouble: Option<&Trouble>,
    reports: &[(Report, Vec<Guide>)],
) -> String {
    let lessons = reports.iter().map(|(report, guides)| {
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
    let value = json!({
        "version": VERSION,
        "exit": exit.code(),
        "notes": notes,
        "trouble": trouble.map(|trouble| json!({ "says": trouble.says, "next": trouble.next })),
        "lessons": lessons.collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

/// The document of any other command: the fields that all have, and its own.
pub fn answer<const N: usize>(exit: Exit, notes: &[String], own: [(&str, Value); N]) -> String {
    let mut object = Map::new();
    let all = [
        ("version", VERSION.into()),
        ("exit", exit.code().into()),
        ("notes", notes.into()),
        ("trouble", Value::Null),
    ];
    for (name, value) in all.into_iter().chain(own) {
        object.insert(name.into(), value);
    }
    format!("{:#}\n", Value::from(object))
}

/// A document that holds nothing but a trouble.
pub fn trouble(trouble: &Trouble) -> String {
    let value = json!({
        "version": VERSION,
        "exit": trouble.exit.code(),
        "notes": [],
        "trouble": { "says": trouble.says, "next": trouble.next },
        "lessons": [],
    });
    format!("{value:#}\n")
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
        "green": first.is_none(),
        "unchanged": judged.unchanged,
        "first_failure": first,
        "first_untold": judged.first_untold().map(|test| &test.test),
        "edit": guide.map(|guide| place(&guide.edit)),
        "tests": judged.tests.iter().map(test).collect::<Vec<_>>(),
    })
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
        "cores": facts.cores,
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
