//! The screens that everybody meets, whole: reading `tests/snapshots/runner__*.snap` is reading them.

use crate::{
    copy::{Copy, Said},
    first,
    hostile::beginning_with,
};

/// Runs a command, and compares what it says with the snapshot of this name.
fn screen(copy: &Copy, name: &str, arguments: &[&str]) {
    let Said { code, out, err } = copy.run(arguments);
    // News of a first build come only once.
    let lasting = |line: &&str| !line.ends_with('…');
    let err: String = err
        .lines()
        .filter(lasting)
        .map(|line| format!("{line}\n"))
        .collect();
    let code = code.map_or("a signal".to_owned(), |code| code.to_string());
    let command = ["cargo xtask", &arguments.join(" ")].join(" ");
    let text = format!("$ {}\n{out}{err}[ends with {code}]\n", command.trim());
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.add_filter(r"just now|\d+ (min|h) ago", "[when]");
    settings.bind(|| insta::assert_snapshot!(format!("runner__{name}"), text));
}

#[test]
fn from_the_first_command_to_the_next_exercise() {
    let copy = Copy::fresh();
    let (lesson, _) = first();
    screen(&copy, "first_command", &[]);
    screen(&copy, "first_hint", &["hint", "lesson01", "both"]);
    screen(&copy, "second_hint", &["hint"]);
    copy.solve(lesson, "both");
    screen(&copy, "first_exercise_done", &["check", "lesson01", "both"]);
    screen(&copy, "next_exercise", &[]);
    screen(&copy, "status", &["status"]);
    screen(&copy, "reset", &["reset", "lesson01", "both"]);
}

#[test]
fn wrong_use() {
    let copy = Copy::fresh();
    let (lesson, _) = first();
    screen(&copy, "unknown_lesson", &["check", "lesson99"]);
    screen(&copy, "unknown_exercise", &["check", "lesson01", "bosh"]);
    screen(&copy, "unknown_command", &["chekc"]);
    screen(&copy, "help", &["--help"]);
    let manifest = lesson.folder.join("Cargo.toml");
    let text = copy
        .read(&manifest)
        .replacen("minutes = ", "minutes = \"", 1);
    copy.write(&manifest, text);
    screen(&copy, "damaged_manifest", &[]);
}

#[test]
fn code_that_goes_wrong() {
    let copy = Copy::fresh();
    let (_, file) = first();
    for (name, statement) in [
        ("does_not_compile", "let answer: u32 = \"forty-two\";"),
        (
            "deadlock",
            "let (_open, never) = std::sync::mpsc::channel::<()>(); let _ = never.recv();",
        ),
        ("leaves_early", "std::process::exit(0);"),
        ("aborts", "std::process::abort();"),
        ("panics", "panic!(\"the learner's own words\");"),
    ] {
        copy.write(&file, beginning_with(statement));
        screen(&copy, name, &["check", "lesson01", "both"]);
    }
}
