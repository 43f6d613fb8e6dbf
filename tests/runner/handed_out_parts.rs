//! What a lesson has beside its exercises is handed out as well: programs, examples, workers.

use std::{collections::BTreeSet, fs, path::PathBuf};

use serde_json::Value;

use crate::{
    copy::{Copy, Said},
    handout::{elsewhere, files, handed_out},
    lesson,
};

#[test]
fn workers_programs_and_examples_are_handed_out() {
    let copy = Copy::fresh();
    let elsewhere = elsewhere();
    let folder = elsewhere.path().join("a class");
    handed_out(&copy, &folder, &["--lessons", "1,4-6,8"]);
    let numbers = ["01", "04", "05", "06", "08"];
    let mut wanted = BTreeSet::new();
    for lesson in numbers.map(lesson) {
        for part in ["programs", "examples", "worker"] {
            let part = lesson.folder.join(part);
            if !copy.root().join(&part).is_dir() {
                continue;
            }
            wanted.insert(part.clone());
            for file in files(copy.root(), &part) {
                let handed = fs::read(folder.join(&file)).unwrap_or_default();
                let right = handed == fs::read(copy.root().join(&file)).expect("a file");
                assert!(right, "{} is not handed out as it is", file.display());
            }
        }
    }
    assert!(wanted.len() > 6, "the course has more of them: {wanted:?}");
    // What cargo makes of the manifests.
    let cargo = PathBuf::from(env!("CARGO"));
    let ask = ["metadata", "--offline", "--no-deps", "--format-version=1"];
    let mut ask = copy.command_of(&cargo, ask);
    let said = Said::of(ask.current_dir(&folder)).ended_with(0);
    let document: Value = serde_json::from_str(&said.out).expect("one JSON document");
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut found = BTreeSet::new();
    for package in list(&document["packages"]) {
        for target in list(&package["targets"]) {
            let path = PathBuf::from(target["src_path"].as_str().unwrap_or_default());
            assert!(path.is_file(), "{} is not there", path.display());
            let kind = target["kind"][0].as_str().unwrap_or_default();
            if ["bin", "example"].contains(&kind) {
                let name = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                found.insert(format!(
                    "{} {}",
                    name(&package["name"]),
                    name(&target["name"])
                ));
            }
        }
    }
    for target in [
        "lesson01 where",
        "lesson04 three_sums",
        "lesson04 thread_pool_costs",
        "lesson05 lesson05-worker",
        "lesson06 cost",
        "lesson06 lesson06-worker",
        "lesson06 process_pool_costs",
        "lesson08 lesson08-worker",
        "lesson08 pi",
    ] {
        assert!(found.contains(target), "no {target} among {found:?}");
    }
}
