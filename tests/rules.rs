//! The course's rules, one test each; the test's name is the rule.

#[path = "support/course.rs"]
mod course;
#[path = "support/findings.rs"]
mod findings;

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use course::course;
use findings::nothing_found;
use xtask::rules::{self, ALL};

macro_rules! rules {
    ($($(#[$attribute:meta])* $name:ident)*) => {
        $(
            #[test]
            $(#[$attribute])*
            fn $name() {
                holds(stringify!($name));
            }
        )*

        const TESTED: &[&str] = &[$(stringify!($name)),*];
    };
}

rules! {
    every_solutions_marks_can_be_understood
    #[ignore = "a learner's own work differs from the stub; `cargo xtask author check` looks at it"]
    every_stub_is_what_its_solution_derives
    no_stubs_todo_holds_a_panic_that_is_promised
    every_exercise_has_its_module_and_its_tests
    the_manifests_of_lesson_and_solution_agree
    the_tests_of_an_exercise_are_numbered_in_their_order
    every_test_begins_with_its_guard
    no_test_can_be_fooled_by_a_learners_own_names
    every_public_name_is_used_by_a_test
    every_test_has_two_or_three_hints
    every_mistake_says_what_catches_it_and_how
    every_test_is_the_first_to_catch_a_mistake
    every_exercise_has_right_code_in_other_styles
    every_readme_names_its_exercises
    every_compiler_error_in_a_readme_has_its_program
    a_line_of_prose_is_one_sentence
    no_file_names_a_machines_own_folders
}

#[test]
fn every_rule_is_tested_here() {
    let all: Vec<_> = ALL.iter().map(|rule| name(rule.sentence)).collect();
    assert_eq!(all, TESTED);
}

fn holds(test: &str) {
    let rule = ALL.iter().find(|rule| name(rule.sentence) == test);
    let rule = rule.unwrap_or_else(|| panic!("there is no rule `{test}`"));
    let findings = rule.findings(course());
    nothing_found(findings.iter().map(ToString::to_string).collect());
}

/// A sentence as a function's name.
fn name(sentence: &str) -> String {
    let sentence = sentence.to_lowercase().replace('\'', "");
    sentence.replace([' ', '-'], "_")
}

#[test]
fn rustc_says_the_error_that_a_lesson_shows() {
    let findings = programs().into_iter().filter_map(|program| {
        let text = read(&program);
        let wanted = rules::error_code(&text)?; // that it has none is another rule's finding
        let said = diagnostics(&text);
        let code = format!("error[{wanted}]");
        (!said.contains(&code)).then(|| format!("{}: no {code}:\n{said}", program.display()))
    });
    nothing_found(findings.collect());
}

#[test]
fn the_mend_that_a_lesson_shows_compiles() {
    let findings = programs().into_iter().filter_map(|program| {
        let said = diagnostics(&mended(&read(&program))?);
        let refused = said.contains("error");
        refused.then(|| format!("{}: mended, and still:\n{said}", program.display()))
    });
    nothing_found(findings.collect());
}

/// The program with each `//~ mend: CODE` in the place of the line above it. `None` if it shows no mend.
fn mended(text: &str) -> Option<String> {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines() {
        match line.trim().strip_prefix("//~ mend:") {
            Some(code) => *lines.last_mut()? = code,
            None => lines.push(line),
        }
    }
    text.contains("//~ mend:").then(|| lines.join("\n"))
}

fn read(program: &Path) -> String {
    fs::read_to_string(program).expect("a program of the lesson")
}

/// What the lessons show as refused by the compiler: `lessons/*/tests/compile/*.rs`.
fn programs() -> Vec<PathBuf> {
    let mut programs = Vec::new();
    for lesson in &course().lessons {
        let folder = course().root.join(&lesson.folder).join("tests/compile");
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        programs.extend(entries.map(|entry| entry.path()));
    }
    programs.sort();
    programs
}

/// What rustc says about a program; it comes on standard input.
fn diagnostics(program: &str) -> String {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile");
    fs::create_dir_all(&out).expect("a folder for what rustc writes");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    #[expect(
        clippy::disallowed_methods,
        reason = "the compiler ends by itself, and is waited for"
    )]
    let mut command = Command::new(rustc);
    command
        .args([
            "--edition",
            "2024",
            "--crate-type",
            "lib",
            "--crate-name",
            "shown",
        ])
        .args(["--emit", "metadata", "--out-dir"])
        .arg(&out)
        .arg("-")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("rustc can be started");
    let mut input = child.stdin.take().expect("rustc's standard input");
    input.write_all(program.as_bytes()).expect("rustc reads it");
    drop(input);
    let output = child.wait_with_output().expect("rustc ends");
    String::from_utf8_lossy(&output.stderr).into_owned()
}
