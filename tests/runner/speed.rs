//! Speed, on whatever machine this is: it may be told or not, but never told wrong.

use std::{
    fs,
    io::{Write, stderr},
    path::Path,
    process::Command,
};

use serde_json::Value;

use crate::{
    copy::{Copy, Said},
    lesson,
};

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
        Some("passed") => {
            assert_eq!(document["exit"], 0, "{said}");
            assert_eq!(exercise["green"], true, "{said}");
        }
        Some("cannot-tell") => {
            assert_eq!(document["exit"], 3, "{said}");
            assert_eq!(exercise["green"], Value::Null, "{said}");
            assert_eq!(exercise["first_untold"], test["test"], "{said}");
            assert!(
                test["message"].as_str().is_some_and(|it| !it.is_empty()),
                "{said}"
            );
        }
        _ => panic!("the solution is neither fast nor untold\n{said}"),
    }
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
fn one_core_is_never_a_pass() {
    let Some(core) = a_core_of_its_own() else {
        let _ = writeln!(
            stderr(),
            "not tested: nothing here keeps a program on one core"
        );
        return;
    };
    let copy = Copy::fresh();
    let runner = env!("CARGO_BIN_EXE_xtask");
    let check = ["check", "1", "primes", "--solution", "--stage", "speed"];
    let run = |more: &[&str]| {
        let on_one_core = [&["-c", &core, runner], &check[..], more].concat();
        Said::of(&mut copy.command_of(Path::new("taskset"), on_one_core))
    };
    let said = run(&[]).ended_with(3);
    let words = in_one_line(&said.out);
    assert!(words.contains("this machine grants 1 core"), "{said}");
    let said = run(&["--json"]).ended_with(3);
    let document: Value = serde_json::from_str(&said.out).expect("one JSON document");
    let exercise = &document["lessons"][0]["exercises"][0];
    assert_eq!(exercise["green"], Value::Null, "{said}");
    assert_eq!(exercise["tests"][0]["verdict"], "cannot-tell", "{said}");
    assert_eq!(exercise["tests"][0]["speed"]["rounds"], 0, "{said}");
}

/// It sorts after each item, and so burns several times what two free cores could give it: that is seen on nearly any
/// machine.
#[test]
fn what_is_far_too_slow_is_told_with_an_account() {
    let copy = Copy::fresh();
    let mistake = ["--mistake", "sorts_after_each_answer", "--stage", "speed"];
    let said = copy.run(&[&["check", "1", "parallel_map"], &mistake[..]].concat());
    if said.code == Some(3) {
        let _ = writeln!(stderr(), "not tested: this machine cannot tell\n{said}");
        return;
    }
    let said = said.ended_with(1);
    let shown = in_one_line(&said.out);
    for words in [
        "With 2 workers it is slower than the course's serial code: 0.",
        "1.5 times is what it takes",
        "Of 2 × ",
        "computing",
        "Hint: ",
    ] {
        assert!(shown.contains(words), "nobody says \"{words}\"\n{said}");
    }
    assert!(!shown.contains("one worker alone"), "{said}");
}

/// However its lines were broken.
fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The number of a core that this process may use, if `taskset` can keep a program there.
fn a_core_of_its_own() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let mut lines = status.lines();
    let cores = lines.find_map(|line| line.strip_prefix("Cpus_allowed_list:"))?;
    let first = cores.trim().split([',', '-']).next()?.to_owned();
    #[expect(
        clippy::disallowed_methods,
        reason = "a test looks whether a tool is there"
    )]
    let mut taskset = Command::new("taskset");
    let works = taskset.args(["-c", &first, "true"]).status();
    works.is_ok_and(|status| status.success()).then_some(first)
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
        .ended_with(1)
        .says("cargo xtask check lesson01 primes");
}

#[test]
fn what_is_measured_is_drawn_although_another_exercise_is_not_done() {
    let copy = Copy::fresh();
    copy.solve(lesson("01"), "primes");
    copy.run(&["speedup", "1", "--rounds", "1"])
        .ended_with(1)
        .says("lesson01 primes")
        .says("The speed of lesson01 parallel_map cannot be measured");
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
    copy.run(&speedup).ended_with(1).says("other code");
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
