//! What the runner remembers: two runners at once, and a runner that is ended without a warning.

use std::{
    io::Read,
    process::{Child, Stdio},
};

use serde_json::Value;

use crate::{
    copy::{Copy, Said},
    first,
};

fn started(copy: &Copy, arguments: &[&str]) -> Child {
    let mut command = copy.command(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn().expect("the runner can be started")
}

fn status(copy: &Copy) -> Value {
    let Said { out, .. } = copy.run(&["status", "--json"]).ended_with(0);
    serde_json::from_str(&out).expect("one JSON document")
}

/// What `status` tells of an exercise of lesson 01.
fn of(copy: &Copy, exercise: &str) -> Value {
    let status = status(copy);
    assert_eq!(status["notes"], Value::Array(Vec::new()), "{status:#}");
    let exercises = status["lessons"][0]["exercises"].as_array();
    let mut exercises = exercises.into_iter().flatten();
    let found = exercises.find(|it| it["exercise"] == exercise);
    found.expect("an exercise of lesson 01").clone()
}

/// How many hints were shown of an exercise's failing test.
fn hints(copy: &Copy, exercise: &str) -> u64 {
    let state: Value =
        serde_json::from_str(&copy.read(".hands/state.json")).expect("a whole state");
    let hints = &state["exercises"][format!("lesson01/{exercise}")]["hints"];
    let shown = hints.as_object().and_then(|hints| hints.values().next());
    shown.and_then(Value::as_u64).unwrap_or(0)
}

#[test]
fn runners_at_once_lose_nothing_of_each_others() {
    let copy = Copy::fresh();
    let (lesson, _) = first();
    copy.run(&["check", "1", "--keep-going"]).ended_with(1);
    for round in 1..=2 {
        let runners: Vec<Child> = lesson
            .exercises
            .iter()
            .map(|exercise| started(&copy, &["hint", "1", &exercise.name]))
            .collect();
        for runner in runners {
            let ended = runner.wait_with_output().expect("the runner ends");
            assert!(ended.status.success(), "{ended:?}");
        }
        for exercise in &lesson.exercises {
            assert_eq!(hints(&copy, &exercise.name), round, "{}", exercise.name);
        }
    }
    // Whole verdicts as well.
    copy.solve(lesson, "both");
    copy.solve(lesson, "introductions");
    let both = started(&copy, &["check", "1", "both"]);
    let other = started(&copy, &["check", "1", "introductions"]);
    for runner in [both, other] {
        let ended = runner.wait_with_output().expect("the runner ends");
        assert!(ended.status.success(), "{ended:?}");
    }
    for exercise in ["both", "introductions"] {
        assert_eq!(of(&copy, exercise)["progress"], "done");
    }
}

#[test]
fn a_verdict_that_was_shown_is_remembered_whatever_happens_then() {
    let copy = Copy::fresh();
    let (lesson, _) = first();
    copy.solve(lesson, "both");
    let mut runner = started(&copy, &["check", "1", "both"]);
    let mut out = runner.stdout.take().expect("its output");
    // With the first byte of a verdict there is no more time for anything.
    out.read_exact(&mut [0])
        .expect("the beginning of a verdict");
    runner.kill().expect("the runner is ended");
    runner.wait().expect("it ends");
    assert_eq!(of(&copy, "both")["progress"], "done");
}

#[test]
fn a_runner_that_is_ended_at_any_moment_leaves_a_whole_state() {
    let copy = Copy::fresh();
    copy.run(&["check", "1", "both"]).ended_with(1);
    let mut shown = 0;
    for patience in 0..40 {
        let mut runner = started(&copy, &["hint", "1", "both"]);
        // Ended sooner or later: from before it reads the state until after it has said something.
        for _ in 0..patience * 40 {
            std::thread::yield_now();
        }
        runner.kill().expect("the runner is ended");
        let ended = runner.wait_with_output().expect("it ends");
        if !ended.stdout.is_empty() {
            shown = u64::min(shown + 1, 3);
        }
        let remembered = hints(&copy, "both");
        assert!(
            remembered >= shown,
            "{shown} were shown, {remembered} are remembered"
        );
        shown = remembered;
        assert_eq!(of(&copy, "both")["progress"], "begun");
    }
}

#[test]
fn undoing_a_solved_exercise_shows_and_bringing_it_back_as_well() {
    let copy = Copy::fresh();
    let (lesson, file) = first();
    copy.run(&["check", "1", "both"]).ended_with(1);
    assert_eq!(
        of(&copy, "both")["attempts"],
        0,
        "nobody has tried the stub"
    );
    let broken = copy.read(&file).replace("    todo!(", "    panic!(");
    copy.write(&file, broken);
    copy.run(&["check", "1", "both"]).ended_with(1);
    copy.run(&["check", "1", "both"]).ended_with(1);
    let both = of(&copy, "both");
    assert_eq!(
        (&both["attempts"], &both["progress"]),
        (&1.into(), &"begun".into())
    );
    assert_eq!(both["stages"][0]["known"], "open");
    copy.solve(lesson, "both");
    copy.run(&["check", "1", "both"]).ended_with(0);
    let both = of(&copy, "both");
    assert_eq!(
        (&both["attempts"], &both["progress"]),
        (&2.into(), &"done".into())
    );
    assert_eq!(both["stages"][0]["known"], "kept");
    copy.write(&file, "// undone\n");
    let both = of(&copy, "both");
    assert_eq!(
        (&both["progress"], &both["done_at"]),
        (&"changed".into(), &Value::Null)
    );
    copy.run(&["status"]).says("~ changed");
    // Nothing that did not change is judged again.
    copy.solve(lesson, "both");
    assert_eq!(of(&copy, "both")["progress"], "done");
    copy.run(&["check", "1", "both"])
        .ended_with(0)
        .says("unchanged");
}

#[test]
fn what_could_not_be_told_is_tried_again_only_when_it_is_named() {
    let copy = Copy::fresh();
    let (lesson, _) = first();
    copy.solve(lesson, "primes");
    copy.run(&["check", "1", "primes"]).ended_right();
    // Whatever this machine could tell.
    let text = copy.read(".hands/state.json");
    let mut state: Value = serde_json::from_str(&text).expect("a state");
    let entry = &mut state["exercises"]["lesson01/primes"];
    if entry["untold"].is_null() {
        entry["untold"] = entry["passed"].take();
    }
    copy.write(".hands/state.json", state.to_string());
    let said = copy.run(&["check", "--json"]).ended_with(1);
    let document: Value = serde_json::from_str(&said.out).expect("one JSON document");
    let exercises = document["lessons"][0]["exercises"].as_array();
    let mut exercises = exercises.into_iter().flatten();
    let primes = exercises.find(|it| it["exercise"] == "primes");
    let primes = primes.expect("what is known of it");
    assert_eq!(primes["unchanged"], true, "{primes:#}");
    assert_eq!(
        primes["first_untold"], primes["tests"][0]["test"],
        "{primes:#}"
    );
    copy.run(&["check", "1", "primes"])
        .ended_right()
        .says_nothing_of("unchanged");
}

#[test]
fn a_runner_that_was_built_again_of_the_same_sources_knows_what_is_done() {
    let copy = Copy::fresh();
    let (lesson, _) = first();
    copy.solve(lesson, "both");
    copy.run(&["check", "1", "both"]).ended_with(0);
    let elsewhere = tempfile::tempdir().expect("a folder for the runner");
    let again = elsewhere.path().join("xtask");
    // Another time, at another place.
    std::fs::copy(env!("CARGO_BIN_EXE_xtask"), &again).expect("the runner once more");
    Said::of(&mut copy.command_of(&again, ["check", "1", "both"]))
        .ended_with(0)
        .says("unchanged");
}

#[test]
fn the_state_of_an_older_course_is_read() {
    let copy = Copy::fresh();
    let (lesson, _) = first();
    copy.solve(lesson, "both");
    copy.run(&["check", "1", "both"]).ended_with(0);
    let mut state: Value = serde_json::from_str(&copy.read(".hands/state.json")).expect("a state");
    state["version"] = 1.into();
    let entry = state["exercises"]["lesson01/both"].as_object_mut();
    let entry = entry.expect("what is known of the exercise");
    for newer in ["attempts", "judged", "done"] {
        assert!(entry.remove(newer).is_some(), "{newer}");
    }
    copy.write(".hands/state.json", state.to_string());
    copy.run(&["check", "1", "both"])
        .ended_with(0)
        .says("unchanged");
    copy.run(&["check", "1", "introductions"]).ended_with(1);
    assert_eq!(of(&copy, "both")["progress"], "done");
    let state: Value = serde_json::from_str(&copy.read(".hands/state.json")).expect("a state");
    assert_eq!(state["version"], 2);
}
