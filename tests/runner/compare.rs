//! `compare`: one's own work beside the solution, and never before it is green.

use serde_json::Value;

use crate::{
    copy::{Copy, Said},
    first, lesson,
};

/// Right code that is not the course's own.
const OTHER: &str = "tests/alternatives/lesson01/both/by_channel.rs";

fn document(said: &Said) -> Value {
    serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}\n{said}"))
}

#[test]
fn nobody_sees_the_solution_before_the_exercise_is_green() {
    let copy = Copy::fresh();
    for how in [&[][..], &["--json"], &["--markdown"]] {
        let arguments = [&["compare", "1", "both"][..], how].concat();
        copy.run(&arguments)
            .ended_with(1)
            .says("lesson01 both is not green yet")
            .says("--spoil")
            .says_nothing_of("scope");
    }
    copy.run(&["compare", "1"])
        .ended_with(1)
        .says_nothing_of("scope");
    let wrong = "tests/mistakes/lesson01/both/one_after_the_other.rs";
    copy.run(&["compare", "1", "both", "--with", wrong])
        .ended_with(1)
        .says_nothing_of("scope");
    copy.run(&["compare", "1", "both", "--spoil"])
        .ended_with(0)
        .says("todo!")
        .says("scope");
}

#[test]
fn green_work_is_shown_beside_the_solution() {
    let copy = Copy::fresh();
    let (lesson, file) = first();
    copy.write(&file, copy.read(OTHER));
    let said = copy.run(&["compare", "1", "both"]).ended_with(0);
    let said = said
        .says("your work")
        .says("the solution")
        .says("✓ 4 of 4")
        .says("channel")
        .says("scope");
    for given in ["//#", "///", "/// Calls"] {
        assert!(
            !said.out.contains(given),
            "{given} is nobody's work\n{said}"
        );
    }
    copy.solve(lesson, "both");
    copy.run(&["compare", "1", "both"])
        .ended_with(0)
        .says("The code is the same, line by line.");
}

#[test]
fn a_file_is_compared_in_the_place_of_the_learners_and_changes_nothing() {
    let copy = Copy::fresh();
    let (_, file) = first();
    let stub = copy.read(&file);
    copy.run(&["compare", "1", "both", "--with", OTHER])
        .ended_with(0)
        .says("by_channel.rs")
        .says("✓ 4 of 4");
    assert_eq!(copy.read(&file), stub);
    assert!(!copy.root().join(".hands/state.json").exists());
}

#[test]
fn markdown_is_a_table_and_a_diff() {
    let copy = Copy::fresh();
    let said = copy
        .run(&["compare", "1", "both", "--with", OTHER, "--markdown"])
        .ended_with(0);
    let said = said
        .says("\n| contract | ✓ 4 of 4 | ✓ 4 of 4 |\n")
        .says("\n```diff\n");
    assert!(said.out.ends_with("\n```\n"), "{said}");
    assert!(!said.out.contains('\u{1b}'), "{said}");
}

#[test]
fn interleavings_of_both_are_told() {
    let copy = Copy::fresh();
    let lesson = lesson("02");
    copy.solve(lesson, "counter");
    copy.run(&["compare", "2", "counter"])
        .ended_with(0)
        .says("your work     every interleaving, in ")
        .says("the solution  every interleaving, in ")
        .says("1 thread started");
    let said = copy
        .run(&["compare", "2", "counter", "--json"])
        .ended_with(0);
    let comparison = &document(&said)["comparisons"][0];
    assert_eq!(comparison["exercise"], "counter");
    assert_eq!(comparison["changes"], Value::Array(Vec::new()), "{said}");
    for side in ["work", "solution"] {
        let tests = comparison[side]["tests"].as_array().expect("tests");
        let counted = tests
            .iter()
            .filter_map(|test| test["figures"]["interleavings"].as_f64());
        assert!(counted.sum::<f64>() > 0.0, "{said}");
        let started = tests
            .iter()
            .filter_map(|test| test["figures"]["threads"].as_f64());
        assert!(started.reduce(f64::max) >= Some(1.0), "{said}");
        assert_eq!(comparison[side]["green"], true);
    }
}

#[test]
fn the_speed_of_both_is_told_with_one_of_three_answers() {
    let copy = Copy::fresh();
    let other = "tests/alternatives/lesson01/primes/next_by_an_atomic.rs";
    let said = copy
        .run(&["compare", "1", "primes", "--with", other, "--json"])
        .ended_with(0);
    let comparison = &document(&said)["comparisons"][0];
    for side in ["work", "solution"] {
        let tests = comparison[side]["tests"].as_array().expect("tests");
        let speed = tests.iter().find(|test| test["stage"] == "speed");
        let speed = speed.expect("the speed of this exercise");
        match speed["verdict"].as_str() {
            Some("passed") => {
                assert!(speed["figures"]["speedup"].as_f64() >= Some(1.0), "{said}");
                assert!(speed["figures"]["threads"].as_f64() >= Some(1.0), "{said}");
            }
            Some("cannot-tell") => {}
            _ => panic!("right code is neither fast nor untold\n{said}"),
        }
    }
}

#[test]
fn a_lesson_is_compared_as_far_as_it_is_green() {
    let copy = Copy::fresh();
    let (lesson, _) = first();
    copy.solve(lesson, "both");
    copy.run(&["compare", "1"])
        .ended_with(0)
        .says("lesson01 both")
        .says("lesson01 outcomes is not green yet, so it is not compared")
        .says_nothing_of("catch_unwind");
    copy.run(&["compare"]).ended_with(2).says("LESSON");
}
