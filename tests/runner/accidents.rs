//! Accidents on disk.

use std::fs;

use crate::{
    copy::{Copy, Said},
    first,
};

#[test]
fn a_damaged_state_is_kept_aside_and_told() {
    let copy = Copy::fresh();
    copy.write(".hands/state.json", "{ half a sta");
    copy.run(&["check", "1", "both"])
        .ended_with(1)
        .says("kept as");
    assert_eq!(copy.read(".hands/state.json.damaged-1"), "{ half a sta");
}

#[test]
fn the_state_of_a_newer_course_is_not_touched() {
    let copy = Copy::fresh();
    let newer = "{ \"version\": 99 }";
    copy.write(".hands/state.json", newer);
    copy.run(&["check", "1", "both"])
        .ended_with(3)
        .says("newer version");
    assert_eq!(copy.read(".hands/state.json"), newer);
}

#[test]
fn a_state_that_cannot_be_written_costs_no_verdict() {
    let copy = Copy::fresh();
    let folder = copy.root().join(".hands");
    // Permissions do not bind every user; that a file is no folder does.
    fs::remove_dir_all(&folder).ok();
    copy.write(".hands", "not a folder\n");
    copy.run(&["check", "1", "both"])
        .ended_with(1)
        .says(".hands")
        .says_nothing_of("panicked");
    fs::remove_file(folder).expect("the file that is no folder");
}

#[test]
fn a_missing_file_of_the_exercise_is_told() {
    let copy = Copy::fresh();
    let (_, file) = first();
    fs::remove_file(copy.root().join(&file)).expect("the stub is there");
    let said = copy.run(&["check", "1", "both"]);
    assert_ne!(said.code, Some(0), "{said}");
    said.says("both.rs")
        .says("cargo xtask reset")
        .says_nothing_of("panicked");
}

#[test]
fn a_folder_that_cannot_be_built_in_is_told() {
    let copy = Copy::fresh();
    let elsewhere = tempfile::tempdir().expect("a folder");
    // Permissions do not bind every user; that a file is no folder does.
    let no_folder = elsewhere.path().join("target");
    fs::write(&no_folder, "not a folder\n").expect("a file");
    let mut command = copy.command(["check", "1", "both"]);
    Said::of(command.env("CARGO_TARGET_DIR", &no_folder))
        .ended_with(3)
        .says(&no_folder.to_string_lossy())
        .says_nothing_of("panicked");
}

#[test]
fn an_editor_that_holds_cargos_lock_keeps_nobody_waiting() {
    let copy = Copy::fresh();
    copy.write("target/debug/.cargo-lock", "");
    let lock = fs::File::open(copy.root().join("target/debug/.cargo-lock"));
    let lock = lock.expect("cargo's lock");
    lock.lock().expect("nobody else builds here");
    copy.run(&["check", "1", "both"]).ended_with(1);
}
