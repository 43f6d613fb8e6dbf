//! Wrong use: one clear sentence, and what to do next.

use std::fs;

use crate::{
    copy::{Copy, Said},
    first,
};

#[test]
fn an_unknown_lesson_is_answered_with_those_that_there_are() {
    let copy = Copy::fresh();
    copy.run(&["check", "99"])
        .ended_with(2)
        .says("no lesson `99`")
        .says("lesson01");
}

#[test]
fn an_unknown_exercise_is_answered_with_those_that_there_are() {
    let copy = Copy::fresh();
    for command in ["check", "hint", "reset"] {
        copy.run(&[command, "1", "bosh"])
            .ended_with(2)
            .says("no exercise `bosh`")
            .says("introductions");
    }
}

#[test]
fn a_lesson_may_be_named_in_several_ways() {
    let copy = Copy::fresh();
    let first = copy
        .run(&["check", "1", "both", "--stage", "contract"])
        .ended_with(1);
    for name in ["01", "lesson01", "lesson01-threads"] {
        let other = copy.run(&["check", name, "both", "--stage", "contract"]);
        assert_eq!(other.ended_with(1).out, first.out);
    }
}

#[test]
fn a_slip_of_the_pen_is_answered_with_the_right_command() {
    let copy = Copy::fresh();
    copy.run(&["chekc"]).ended_with(2).says("check");
    copy.run(&["check", "1", "--jsn"])
        .ended_with(2)
        .says("--json");
    copy.run(&["--help"]).ended_with(0).says("Usage");
}

#[test]
fn an_unknown_mistake_or_file_is_told() {
    let copy = Copy::fresh();
    copy.run(&["check", "1", "both", "--mistake", "nobody_made_it"])
        .ended_with(2)
        .says("nobody_made_it");
    copy.run(&["check", "1", "both", "--with", "no/such/file.rs"])
        .ended_with(2)
        .says("no/such/file.rs");
}

#[test]
fn outside_of_the_course_there_is_nothing_to_judge() {
    let copy = Copy::fresh();
    let elsewhere = tempfile::tempdir().expect("a folder outside of the course");
    Said::of(copy.command(["check"]).current_dir(elsewhere.path()))
        .ended_with(2)
        .says("not inside the course");
}

#[test]
fn any_folder_of_the_course_will_do() {
    let copy = Copy::fresh();
    let (lesson, file) = first();
    let folder = copy.root().join(&lesson.folder).join("src");
    Said::of(copy.command(["check", "1", "both"]).current_dir(folder))
        .ended_with(1)
        .says(&file.to_string_lossy());
}

#[test]
fn a_folder_of_the_learners_own_disturbs_nothing() {
    let copy = Copy::fresh();
    copy.write("lessons/scratch/src/main.rs", "fn main() {}\n");
    copy.write("lessons/scratch/Cargo.toml", "this is no manifest\n");
    copy.run(&["check", "1", "both"])
        .ended_with(1)
        .says("both.rs");
}

#[test]
fn a_damaged_manifest_is_told_with_its_place() {
    let copy = Copy::fresh();
    let (lesson, _) = first();
    let manifest = lesson.folder.join("Cargo.toml");
    let text = copy.read(&manifest).replace("minutes = ", "minutes = \"");
    copy.write(&manifest, text);
    copy.run(&["check", "1"])
        .ended_with(4)
        .says(&format!("{}:", manifest.display()))
        .says("git checkout");
}

#[test]
fn without_cargo_there_is_a_sentence_and_no_panic() {
    let copy = Copy::fresh();
    let empty = tempfile::tempdir().expect("a folder without programs");
    Said::of(
        copy.command(["check", "1", "both"])
            .env("PATH", empty.path()),
    )
    .ended_with(3)
    .says("cargo cannot be found")
    .says("https://rustup.rs")
    .says_nothing_of("panicked");
}

#[test]
fn an_older_rust_is_told() {
    use std::os::unix::fs::PermissionsExt;

    let copy = Copy::fresh();
    let folder = tempfile::tempdir().expect("a folder for an older cargo");
    let cargo = folder.path().join("cargo");
    fs::write(&cargo, OLD_CARGO).expect("an older cargo");
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).expect("a program");
    Said::of(
        copy.command(["check", "1", "both"])
            .env("PATH", folder.path()),
    )
    .ended_with(3)
    .says("1.70.0")
    .says("rustup update");
}

/// What a cargo says that is too old for the course.
const OLD_CARGO: &str = "#!/bin/sh
case \"$1\" in
-V|--version) echo 'cargo 1.70.0 (ec8a8a0ca 2023-04-25)' ;;
*) echo 'error: package `lesson01` cannot be built because it requires rustc 1.90 or newer, while the \
currently active rustc version is 1.70.0' >&2; exit 101 ;;
esac
";
