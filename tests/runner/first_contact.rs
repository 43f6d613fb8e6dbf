//! From the first command to a solved lesson.

use crate::{copy::Copy, first, lesson};

#[test]
fn the_first_command_leads_to_the_first_exercise() {
    let copy = Copy::fresh();
    let said = copy.run(&[]).ended_with(1);
    for wanted in ["both", "lessons/lesson01-threads/src/both.rs", "Hint:"] {
        assert!(said.out.contains(wanted), "nobody says {wanted}\n{said}");
    }
    let noise = [
        "backtrace",
        "RUST_BACKTRACE",
        "panicked at",
        "thread '",
        "test result",
        "\u{1b}",
    ];
    for noise in noise {
        assert!(!said.out.contains(noise), "somebody says {noise:?}\n{said}");
    }
}

#[test]
fn a_lesson_is_solved_step_by_step() {
    let copy = Copy::fresh();
    let (lesson, _) = first();
    for exercise in &lesson.exercises {
        let file = lesson.module(&exercise.name);
        let file = file.to_string_lossy();
        copy.run(&[]).ended_with(1).says(&file);
        copy.solve(lesson, &exercise.name);
        copy.run(&["check", "1", &exercise.name]).ended_right();
    }
    // Whether all of it is fast cannot be told on every machine, and that keeps nobody from going on.
    copy.run(&["check", "1"]).ended_right();
    let next = &crate::course::course().lessons[1];
    let next_file = next.module(&next.exercises[0].name);
    copy.run(&[])
        .ended_with(1)
        .says(&next_file.to_string_lossy());
    copy.run(&["status"]).says(&next.exercises[0].name);
}

#[test]
fn code_to_mend_is_red_in_the_race_stage_until_it_is_mended() {
    let copy = Copy::fresh();
    let lesson = lesson("02");
    copy.run(&["check", "2", "counter", "--stage", "contract"])
        .ended_with(0);
    let red = copy.run(&["check", "2", "counter"]).ended_with(1);
    assert_eq!(
        red.out,
        copy.run(&["check", "2", "counter", "--replay"])
            .ended_with(1)
            .out
    );
    // Of the whole course it is the one that is remembered.
    copy.run(&["check", "--replay"])
        .ended_with(1)
        .says("lesson02 counter");
    copy.solve(lesson, "counter");
    copy.run(&["check", "2", "counter"]).ended_with(0);
}

#[test]
fn what_was_done_and_has_not_changed_is_not_judged_again() {
    let copy = Copy::fresh();
    let (lesson, file) = first();
    copy.solve(lesson, "both");
    copy.run(&["check", "1", "both"]).ended_with(0);
    copy.run(&["check", "1", "both"])
        .ended_with(0)
        .says("unchanged");
    copy.write(&file, "pub fn both() {}\n");
    copy.run(&["check", "1", "both"]).ended_with(1);
}

#[test]
fn an_old_file_that_is_copied_in_is_judged_anew() {
    let copy = Copy::fresh();
    let (lesson, file) = first();
    let stub = copy.read(&file);
    copy.solve(lesson, "both");
    copy.run(&["check", "1", "both"]).ended_with(0);
    copy.write_as_old(&file, stub);
    copy.run(&["check", "1", "both"]).ended_with(1);
}

#[test]
fn each_hint_is_one_step_more() {
    let copy = Copy::fresh();
    copy.run(&["check", "1", "both"]).ended_with(1);
    copy.run(&["hint", "1", "both"]).says("1 of 3");
    copy.run(&["hint", "1", "both"]).says("2 of 3");
}

#[test]
fn what_is_green_in_a_part_has_no_hints_of_the_test_that_failed_before() {
    let copy = Copy::fresh();
    let (lesson, _) = first();
    let file = lesson.module("primes");
    let contract = ["check", "1", "primes", "--stage", "contract"];
    let hint = ["hint", "1", "primes"];
    copy.run(&contract).ended_with(1);
    copy.run(&hint).ended_with(0).says("Hint 1 of");
    copy.solve(lesson, "primes");
    copy.run(&hint)
        .says("saved since this test failed")
        .says("Hint 2 of");
    copy.run(&contract).ended_with(0);
    copy.run(&hint)
        .ended_with(0)
        .says("only a part was judged")
        .says("`cargo xtask check lesson01 primes`")
        .says_nothing_of("Hint 2 of")
        .says_nothing_of("saved since");
    // Whoever goes on from there may have broken it again.
    let solved = copy.read(&file);
    copy.write(&file, solved + "// more to come\n");
    copy.run(&hint).says("saved since this test failed");
}
