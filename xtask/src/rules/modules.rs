//! Every exercise has its files, and every file is an exercise's.

use std::path::Path;

use super::{Findings, files_below, has_word, source};
use crate::{
    course::{Course, Lesson},
    report::Stage,
};

/// Every exercise has its module and its tests.
pub(super) fn complete(course: &Course, findings: &mut Findings) {
    for lesson in &course.lessons {
        let manifest = lesson.folder.join("Cargo.toml");
        if lesson.exercises.is_empty() {
            findings.add(&manifest, 0, "the lesson has no exercise".to_owned());
        }
        for exercise in &lesson.exercises {
            let module = lesson
                .solution
                .join("src")
                .join(format!("{}.rs", exercise.name));
            for file in [module, lesson.module(&exercise.name)] {
                if !course.root.join(&file).is_file() {
                    findings.add(&file, 0, "the exercise's module is missing".to_owned());
                }
            }
            if exercise.contract.is_empty() {
                let tests = lesson.tests(Stage::Contract, &exercise.name);
                findings.add(&tests, 0, "the exercise has no contract test".to_owned());
            }
        }
        modules_of_the_library(course, lesson, findings);
        for (stage, target) in [(Stage::Contract, "contract"), (Stage::Race, "race")] {
            tests_of_a_stage(course, lesson, stage, target, findings);
        }
    }
}

/// A module that is neither an exercise nor a challenge is given whole: nobody would look at what a learner writes there.
fn modules_of_the_library(course: &Course, lesson: &Lesson, findings: &mut Findings) {
    let library = lesson.solution.join("src/lib.rs");
    let text = findings.read(course, &library);
    let bench = match course.root.join(lesson.bench()).is_file() {
        true => findings.read(course, &lesson.bench()),
        false => String::new(),
    };
    for file in files_below(course, &lesson.solution.join("src")) {
        let name = stem(&file);
        if name == "lib" {
            continue;
        }
        let given = !findings.read(course, &file).contains("//# ");
        let challenge = bench.contains(&format!("test: \"{name}::"));
        if lesson.exercise(&name).is_none() && !challenge && !given {
            let problem = "has marks, but is no exercise of this lesson";
            findings.add(&file, 0, problem.to_owned());
        }
        if !has_word(&text, &name) {
            findings.add(&library, 0, format!("does not name the module `{name}`"));
        }
    }
}

/// A file of tests that `main.rs` does not name would never run.
fn tests_of_a_stage(
    course: &Course,
    lesson: &Lesson,
    stage: Stage,
    target: &str,
    findings: &mut Findings,
) {
    let folder = lesson.folder.join("tests").join(target);
    let files = files_below(course, &folder);
    if files.is_empty() {
        return;
    }
    let main = folder.join("main.rs");
    let text = findings.read(course, &main);
    let guard = "#![cfg(not(feature = \"model\"))]";
    let has_race = lesson
        .exercises
        .iter()
        .any(|exercise| !exercise.race.is_empty());
    if stage == Stage::Contract && has_race && !text.lines().any(|line| line.trim() == guard) {
        findings.add(&main, 0, format!("does not begin with `{guard}`"));
    }
    for file in files.iter().filter(|file| **file != main) {
        let name = stem(file);
        let helper = source::tests(&findings.read(course, file)).is_empty();
        if lesson.exercise(&name).is_none() && !helper {
            findings.add(file, 0, "tests no exercise of this lesson".to_owned());
        }
        if !text
            .lines()
            .any(|line| line.trim() == format!("mod {name};"))
        {
            findings.add(&main, 0, format!("does not name `mod {name};`"));
        }
    }
}

fn stem(file: &Path) -> String {
    file.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
