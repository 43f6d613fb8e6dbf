//! `reset` brings the stub back, and loses nothing.

use std::fs;

use serde_json::Value;

use crate::{copy::Copy, first};

#[test]
fn reset_keeps_a_copy_and_says_where() {
    let copy = Copy::fresh();
    let (_, file) = first();
    let stub = copy.read(&file);
    let work = "// a whole evening's work\n";
    copy.write(&file, work);
    let said = copy.run(&["reset", "1", "both"]).ended_with(0);
    assert_eq!(copy.read(&file), stub);
    // One of the words that it says is the path of the copy.
    let mut words = said
        .out
        .split([' ', '`', '\n', ','])
        .map(|word| word.trim_end_matches('.'));
    let kept =
        words.any(|word| fs::read_to_string(copy.root().join(word)).is_ok_and(|it| it == work));
    assert!(kept, "nobody says where the work is\n{said}");
}

#[test]
fn a_second_reset_does_not_overwrite_the_first_copy() {
    let copy = Copy::fresh();
    let (_, file) = first();
    for work in ["// Monday\n", "// Tuesday\n"] {
        copy.write(&file, work);
        copy.run(&["reset", "1", "both"]).ended_with(0);
    }
    let mut kept = texts_below(&copy.root().join(".hands"));
    kept.retain(|text| text.starts_with("// "));
    kept.sort();
    assert_eq!(kept, ["// Monday\n", "// Tuesday\n"]);
}

#[test]
fn reset_leaves_other_exercises_alone() {
    let copy = Copy::fresh();
    let (lesson, _) = first();
    let other = lesson.module("outcomes");
    copy.write(&other, "// not to be touched\n");
    copy.run(&["reset", "1", "both"]).ended_with(0);
    assert_eq!(copy.read(&other), "// not to be touched\n");
}

#[test]
fn a_lesson_is_reset_as_a_whole() {
    let copy = Copy::fresh();
    let (lesson, _) = first();
    let files = ["both", "outcomes"].map(|exercise| lesson.module(exercise));
    let stubs = files.each_ref().map(|file| copy.read(file));
    for file in &files {
        copy.write(file, "// work\n");
    }
    copy.run(&["reset", "lesson01"]).ended_with(0);
    assert_eq!(files.each_ref().map(|file| copy.read(file)), stubs);
}

#[test]
fn a_deleted_file_comes_back() {
    let copy = Copy::fresh();
    let (_, file) = first();
    let stub = copy.read(&file);
    fs::remove_file(copy.root().join(&file)).expect("the stub is there");
    copy.run(&["reset", "1", "both"]).ended_with(0);
    assert_eq!(copy.read(&file), stub);
}

#[test]
fn a_module_that_was_moved_into_a_folder_is_worked_on_there_and_brought_back_as_one_file() {
    let copy = Copy::fresh();
    let (lesson, file) = first();
    let stub = copy.read(&file);
    let moved = lesson.folder.join("src").join("both").join("mod.rs");
    copy.solve(lesson, "both");
    copy.run(&["check", "1", "both"]).ended_with(0);
    copy.write(&moved, copy.read(&file));
    copy.run(&["check", "1", "both"])
        .ended_with(1)
        .says("E0761");
    fs::remove_file(copy.root().join(&file)).expect("the solved file");
    copy.run(&["check", "1", "both"]).ended_with(0);
    let moved = moved.to_string_lossy();
    copy.run(&["open", "1", "both"]).ended_with(0).says(&moved);
    copy.run(&["reset", "1", "both"])
        .ended_with(0)
        .says(&moved)
        .says("both/mod-1.rs");
    assert_eq!(copy.read(&file), stub);
    copy.run(&["check", "1", "both"])
        .ended_with(1)
        .says_nothing_of("E0761");
}

#[test]
fn a_reset_that_stops_halfway_tells_what_it_has_done() {
    let copy = Copy::fresh();
    let (lesson, _) = first();
    let [done, stuck] = ["both", "primes"].map(|exercise| lesson.module(exercise));
    let stub = copy.read(&done);
    copy.write(&done, "// work\n");
    fs::remove_file(copy.root().join(&stuck)).expect("a stub");
    fs::create_dir(copy.root().join(&stuck)).expect("a folder in its place");
    let said = copy.run(&["reset", "lesson01", "--json"]).ended_with(3);
    fs::remove_dir(copy.root().join(&stuck)).expect("the folder");
    assert_eq!(copy.read(&done), stub);
    let document: Value = serde_json::from_str(&said.out).expect("one JSON document");
    let says = document["trouble"]["says"].as_str().unwrap_or_default();
    assert!(says.contains("primes.rs"), "{said}");
    let kept = document["files"][0]["kept"].as_str().unwrap_or_default();
    assert_eq!(copy.read(kept), "// work\n", "{said}");
}

fn texts_below(folder: &std::path::Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            texts.extend(texts_below(&path));
        } else {
            texts.extend(fs::read_to_string(path));
        }
    }
    texts
}
