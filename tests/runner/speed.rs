//! Speed, on whatever machine this is: it may be told or not, but never told wrong.

use std::fs;

use serde_json::Value;

use crate::{copy::Copy, lesson};

#[test]
fn the_speed_of_a_solution_is_never_red_and_its_figures_are_told() {
    let copy = Copy::fresh();
    let arguments = [
        "check",
        "1",
        "primes",
        "--solution",
        "--stage",
        "speed",
        "--json",
    ];
    let said = copy.run(&arguments).ended_right();
    let document: Value = serde_json::from_str(&said.out).expect("one JSON document");
    let exercise = &document["lessons"][0]["exercises"][0];
    let test = &exercise["tests"][0];
    match test["verdict"].as_str() {
        Some("passed") => assert_eq!(document["exit"], 0, "{said}"),
        Some("cannot-tell") => {
            assert_eq!(document["exit"], 3, "{said}");
            assert_eq!(exercise["first_untold"], test["test"], "{said}");
            assert!(
                test["message"].as_str().is_some_and(|it| !it.is_empty()),
                "{said}"
            );
        }
        _ => panic!("the solution is neither fast nor untold\n{said}"),
    }
    assert_eq!(exercise["green"], true, "{said}");
    assert_eq!(test["speed"]["workers"], 2, "{said}");
}

#[test]
fn nothing_is_compared_with_given_code_that_somebody_changed() {
    let copy = Copy::fresh();
    let lesson = lesson("01");
    copy.solve(lesson, "primes");
    let file = lesson.module("trial_division");
    let head = "pub fn is_prime(n: u64) -> bool {";
    let given = copy.read(&file);
    assert!(given.contains(head), "the function is named otherwise");
    let pause = format!("{head}\n    (0..1_000).for_each(|_| std::hint::spin_loop());");
    copy.write(&file, given.replace(head, &pause));
    copy.run(&["check", "1", "primes", "--stage", "speed"])
        .ended_with(3)
        .says("given any more")
        .says("cargo xtask reset lesson01");
}

#[test]
fn code_that_is_not_right_is_not_measured() {
    let copy = Copy::fresh();
    let said = copy.run(&["check", "1", "primes", "--keep-going", "--json"]);
    let said = said.ended_with(1);
    let document: Value = serde_json::from_str(&said.out).expect("one JSON document");
    let tests = document["lessons"][0]["exercises"][0]["tests"].as_array();
    let speed = tests.and_then(|tests| tests.iter().find(|test| test["stage"] == "speed"));
    let speed = speed.unwrap_or_else(|| panic!("the speed test is not told\n{said}"));
    assert_eq!(speed["verdict"], "not-run", "{said}");
}

#[test]
fn an_exercise_without_a_speed_stage_says_so() {
    let copy = Copy::fresh();
    copy.run(&["check", "1", "both", "--stage", "speed"])
        .ended_with(2)
        .says("has no speed stage");
    copy.run(&["speedup", "1", "both"])
        .ended_with(2)
        .says("lesson01 primes");
}

#[test]
fn a_curve_is_drawn_and_written() {
    let copy = Copy::fresh();
    let arguments = [
        "speedup",
        "1",
        "primes",
        "--solution",
        "--rounds",
        "1",
        "--svg",
        "curve.svg",
        "--csv",
        "curve.csv",
    ];
    copy.run(&arguments)
        .ended_with(0)
        .says("lesson01 primes, the solution: speedup over workers");
    let read = |name: &str| fs::read_to_string(copy.root().join(name)).expect("a written file");
    assert!(read("curve.svg").starts_with("<svg "));
    let csv = read("curve.csv");
    assert!(csv.lines().count() > 3, "{csv}");
    assert!(csv.starts_with("workers,size,speedup,"), "{csv}");
}

#[test]
fn what_is_not_shared_out_has_a_curve_over_the_amount_of_work_only() {
    let copy = Copy::fresh();
    let speedup = ["speedup", "6", "frames", "--solution", "--rounds", "1"];
    copy.run(&speedup)
        .ended_with(2)
        .says("not shared out among workers")
        .says("cargo xtask speedup lesson06 frames --work");
    let mut work = speedup.to_vec();
    work.extend(["--work", "--json"]);
    let said = copy.run(&work).ended_with(0);
    let document: Value = serde_json::from_str(&said.out).expect("one JSON document");
    let curve = &document["curves"][0];
    assert_eq!(curve["points"][0]["workers"], 1, "{said}");
    assert_eq!(curve["amdahl"], Value::Null, "{said}");
}

#[test]
fn the_speed_of_a_stub_cannot_be_drawn() {
    let copy = Copy::fresh();
    copy.run(&["speedup", "1", "primes", "--rounds", "1"])
        .ended_with(2)
        .says("cargo xtask check lesson01 primes");
}

#[test]
fn an_old_file_that_is_copied_in_is_measured_anew() {
    let copy = Copy::fresh();
    let lesson = lesson("01");
    let speedup = ["speedup", "1", "primes", "--rounds", "1"];
    copy.solve(lesson, "primes");
    copy.run(&speedup).ended_with(0);
    let file = lesson.module("primes");
    let other = copy.read(&file).replacen(
        "    assert!(workers > 0",
        "    assert!(limit == 0, \"other code\");\n    assert!(workers > 0",
        1,
    );
    copy.write_as_old(&file, other);
    copy.run(&speedup).ended_with(2).says("other code");
}

#[test]
fn a_machine_tells_what_it_can_do() {
    let copy = Copy::fresh();
    let said = copy.run(&["machine", "--json"]).ended_with(0);
    let document: Value = serde_json::from_str(&said.out).expect("one JSON document");
    assert!(
        document["cores"].as_u64().is_some_and(|cores| cores > 0),
        "{said}"
    );
    let mut prices = vec!["thread", "process", "lock", "handover", "pipe"];
    if document["cores"] != 1 {
        prices.push("contended_lock");
    }
    for price in prices {
        assert!(
            document["nanoseconds"][price][1]
                .as_f64()
                .is_some_and(|it| it > 0.0),
            "{said}"
        );
    }
}
