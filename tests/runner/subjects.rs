//! Other code than the learner's, and what authors do with it.

use crate::{copy::Copy, first};

#[test]
fn the_solution_a_mistake_and_any_file_are_judged_like_a_learners_work() {
    let copy = Copy::fresh();
    let (_, file) = first();
    let stub = copy.read(&file);
    copy.run(&["check", "1", "both", "--solution"])
        .ended_with(0)
        .says("both");
    copy.run(&["check", "1", "both", "--mistake", "one_after_the_other"])
        .ended_with(1)
        .says("Both work at the same time");
    let right = "tests/alternatives/lesson01/both/by_channel.rs";
    copy.run(&["check", "1", "both", "--with", right])
        .ended_with(0);
    assert_eq!(
        copy.read(&file),
        stub,
        "the learner's file is nobody else's business"
    );
    copy.run(&["status"]).says("0 of");
}

#[test]
fn a_tool_that_a_lesson_does_not_stand_on_keeps_nobody_from_judging() {
    let copy = Copy::fresh();
    let check = ["check", "1", "both", "--solution"];
    copy.run(&check).ended_with(0);
    copy.write("lessons/explorer/src/newer.rs", "// to come\n");
    copy.run(&check).ended_with(0);
}

#[test]
fn stubs_are_compared_with_their_solutions_and_derived_from_them() {
    let copy = Copy::fresh();
    let (_, file) = first();
    let stub = copy.read(&file);
    copy.run(&["author", "stubs", "--check"]).ended_with(0);
    copy.write(&file, format!("{stub}// by hand\n"));
    copy.run(&["author", "stubs", "--check"])
        .ended_with(4)
        .says("both.rs");
    copy.run(&["author", "stubs"]).ended_with(0);
    assert_eq!(copy.read(&file), stub);
}

#[test]
fn a_new_lesson_can_be_judged_at_once() {
    let copy = Copy::fresh();
    copy.run(&["author", "new", "77", "pools"]).ended_with(0);
    copy.run(&["check", "77"]).ended_with(1).says("lesson77");
    copy.run(&["check", "77", "--solution"]).ended_with(0);
    copy.run(&["author", "new", "77", "pools"]).ended_with(2);
}
