//! The same tests judge lesson and solution, so their manifests must say the same.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use toml::de::{DeTable, DeValue};

use super::Findings;
use crate::course::{Course, Exercise, Lesson};

/// The manifests of lesson and solution agree.
pub(super) fn agree(course: &Course, findings: &mut Findings) {
    for lesson in &course.lessons {
        let files = Pair {
            lesson: lesson.folder.join("Cargo.toml"),
            solution: lesson.solution.join("Cargo.toml"),
        };
        let of_lesson = read(course, &files.lesson, findings);
        let of_solution = read(course, &files.solution, findings);
        if let (Some(of_lesson), Some(of_solution)) = (of_lesson, of_solution) {
            names(lesson, &files, [&of_lesson, &of_solution], findings);
            tables(&files, [&of_lesson, &of_solution], findings);
            targets(lesson, &files, [&of_lesson, &of_solution], findings);
        }
    }
}

struct Pair {
    lesson: PathBuf,
    solution: PathBuf,
}

/// A manifest as plain values, without the places where they stand.
fn read(course: &Course, file: &Path, findings: &mut Findings) -> Option<Value> {
    let text = findings.read(course, file);
    match DeTable::parse(&text) {
        Ok(table) => Some(plain_table(table.get_ref())),
        Err(error) => {
            findings.add(file, 0, format!("is no manifest: {}", error.message()));
            None
        }
    }
}

fn plain_table(table: &DeTable<'_>) -> Value {
    let entries = table.iter();
    let plain = entries.map(|(key, value)| (key.get_ref().to_string(), plain(value.get_ref())));
    Value::Object(plain.collect())
}

fn plain(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Boolean(yes) => (*yes).into(),
        DeValue::Array(values) => values.iter().map(|value| plain(value.get_ref())).collect(),
        DeValue::Table(table) => plain_table(table),
        DeValue::Integer(number) => number.as_str().into(),
        DeValue::Float(number) => number.as_str().into(),
        DeValue::Datetime(time) => time.to_string().into(),
    }
}

fn names(
    lesson: &Lesson,
    files: &Pair,
    [of_lesson, of_solution]: [&Value; 2],
    findings: &mut Findings,
) {
    let package = lesson.package();
    let wanted = [
        (&files.lesson, of_lesson, "/package/name", package.clone()),
        (
            &files.solution,
            of_solution,
            "/package/name",
            format!("solution{}", lesson.number),
        ),
        (&files.solution, of_solution, "/lib/name", package),
    ];
    for (file, manifest, path, wanted) in wanted {
        if text(manifest, path) != Some(&wanted) {
            findings.add(file, 0, format!("{path} is not \"{wanted}\""));
        }
    }
    if lesson.title == "TITLE" || lesson.title.is_empty() {
        findings.add(&files.lesson, 0, "the lesson has no title".to_owned());
    }
    // Two libraries of one name: the docs of one would overwrite those of the other.
    if of_solution.pointer("/lib/doc") != Some(&Value::Bool(false)) {
        findings.add(&files.solution, 0, "/lib/doc is not false".to_owned());
    }
}

/// What must be the same in both, word for word.
fn tables(files: &Pair, [of_lesson, of_solution]: [&Value; 2], findings: &mut Findings) {
    for name in ["features", "dependencies", "dev-dependencies"] {
        if of_lesson.get(name) != of_solution.get(name) {
            findings.add(&files.solution, 0, format!("[{name}] is not the lesson's"));
        }
    }
}

/// Both have the same test targets, and the solution's name the lesson's files.
fn targets(
    lesson: &Lesson,
    files: &Pair,
    [of_lesson, of_solution]: [&Value; 2],
    findings: &mut Findings,
) {
    // Always `/`, also where paths are written otherwise.
    let folder = lesson.folder.to_string_lossy().replace('\\', "/");
    let mut wanted = tests(of_lesson);
    for target in &mut wanted {
        if let Some(Value::String(path)) = target.get_mut("path") {
            *path = format!("../../{folder}/{path}");
        }
    }
    if tests(of_solution) != wanted {
        findings.add(
            &files.solution,
            0,
            "its [[test]] targets are not the lesson's".to_owned(),
        );
    }
    benches(lesson, files, [of_lesson, of_solution], findings);
    programs(lesson, files, [of_lesson, of_solution], findings);
    let target = |name| {
        wanted
            .iter()
            .find(|target| text(target, "/name") == Some(name))
    };
    if target("contract").is_none() {
        findings.add(
            &files.lesson,
            0,
            "there is no [[test]] `contract`".to_owned(),
        );
    }
    let has_race = lesson
        .exercises
        .iter()
        .any(|exercise| !exercise.race.is_empty());
    let needs_model =
        target("race").map(|race| text(race, "/required-features/0") == Some("model"));
    let problem = match (has_race, needs_model) {
        (true, None) => "there are race tests, but no [[test]] `race`",
        (false, Some(_)) => "there is a [[test]] `race`, but no race test",
        (true, Some(false)) => "[[test]] `race` does not require the feature `model`",
        (true, Some(true)) | (false, None) => return,
    };
    findings.add(&files.lesson, 0, problem.to_owned());
}

/// Both measure with the lesson's bench, which is the whole program: no test harness around it.
fn benches(
    lesson: &Lesson,
    files: &Pair,
    [of_lesson, of_solution]: [&Value; 2],
    findings: &mut Findings,
) {
    let measured = |exercise: &Exercise| !exercise.speed.is_empty();
    let folder = lesson.folder.to_string_lossy().replace('\\', "/");
    let paths = [
        (&files.lesson, of_lesson, "benches/speed.rs".to_owned()),
        (
            &files.solution,
            of_solution,
            format!("../../{folder}/benches/speed.rs"),
        ),
    ];
    for (file, manifest, path) in paths {
        let wanted = match lesson.exercises.iter().any(measured) {
            true => vec![json!({ "name": "speed", "path": path, "harness": false })],
            false => Vec::new(),
        };
        if list(manifest, "bench") != wanted {
            let wanted = Value::Array(wanted);
            findings.add(file, 0, format!("its [[bench]] targets are not {wanted}"));
        }
    }
}

/// A program that plays a part in the tests has the package's name before its own: two programs of one name overwrite
/// each other, and the solution would be judged with the learner's. The rest is the same in both.
fn programs(
    lesson: &Lesson,
    files: &Pair,
    [of_lesson, of_solution]: [&Value; 2],
    findings: &mut Findings,
) {
    let folder = lesson.folder.to_string_lossy().replace('\\', "/");
    let package = lesson.package();
    let mut wanted = Vec::new();
    for mut program in list(of_lesson, "bin") {
        let Some(part) = text(&program, "/name").and_then(|name| name.strip_prefix(&package))
        else {
            continue; // a tool for learners, which no test needs
        };
        let name = format!("solution{}{part}", lesson.number);
        let Some(path) = text(&program, "/path").map(|path| format!("../../{folder}/{path}"))
        else {
            let problem = format!("its [[bin]] `{package}{part}` has no path");
            findings.add(&files.lesson, 0, problem);
            continue;
        };
        let inside = format!("../../{folder}/worker/");
        if part == "-worker" && !path.starts_with(&inside) {
            let problem = format!("its [[bin]] `{package}{part}` does not lie in `worker/`");
            findings.add(&files.lesson, 0, problem);
        }
        program["name"] = name.into();
        program["path"] = path.into();
        wanted.push(program);
    }
    if list(of_solution, "bin") != wanted {
        let wanted = Value::Array(wanted);
        let problem = format!("its [[bin]] targets are not {wanted}");
        findings.add(&files.solution, 0, problem);
    }
}

fn tests(manifest: &Value) -> Vec<Value> {
    list(manifest, "test")
}

fn list(manifest: &Value, kind: &str) -> Vec<Value> {
    let targets = manifest.get(kind).and_then(Value::as_array);
    targets.cloned().unwrap_or_default()
}

fn text<'a>(value: &'a Value, path: &str) -> Option<&'a str> {
    value.pointer(path)?.as_str()
}
