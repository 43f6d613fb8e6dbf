//! Code that leaks processes and threads: it is told, and nothing is left running.

use crate::{
    copy::{Copy, Said},
    hostile::judged,
};

#[test]
fn a_grandchild_that_keeps_the_pipe_open_delays_nothing() {
    // Ends only if somebody ends it: the test would wait for ever.
    let said = judged(
        "std::process::Command::new(\"sleep\").arg(\"1000000\").spawn().expect(\"a child\");",
    );
    told_as_left_behind(said);
}

/// What is left behind shows on Linux alone; elsewhere the code has kept all its promises.
fn told_as_left_behind(said: Said) {
    if cfg!(target_os = "linux") {
        said.ended_with(1)
            .says("left behind: when the program had ended, ")
            .says("who waits for each process that is started");
    } else {
        said.ended_with(0);
    }
}

#[test]
fn a_grandchild_that_ends_by_itself_was_not_left_behind() {
    // It hangs on a pipe that ends with the program, and is a little late then.
    judged(
        "std::process::Command::new(\"sh\").args([\"-c\", \"read x; sleep 0.1\"]).stdin(std::process::Stdio::piped())
             .spawn().map(Box::new).map(Box::leak).expect(\"a child\");",
    )
    .ended_with(0)
    .says_nothing_of("left behind");
}

#[test]
fn a_grandchild_that_left_the_group_is_found() {
    let said = judged(
        "std::process::Command::new(\"setsid\").args([\"sleep\", \"1000000\"]).spawn().expect(\"a child\");",
    );
    told_as_left_behind(said);
}

#[test]
fn a_thread_that_is_left_behind_is_told() {
    let copy = Copy::fresh();
    let lesson = crate::lesson("01");
    let solution = crate::copy::solution(lesson, "primes");
    let begins = "(limit: u64, workers: usize) -> u64 {\n";
    assert!(
        solution.contains(begins),
        "`sum_of_primes` has another signature by now"
    );
    let leaves = "std::thread::spawn(|| loop { std::thread::park(); });";
    copy.write(
        lesson.module("primes"),
        solution.replace(begins, &format!("{begins}    {leaves}\n")),
    );
    let said = copy.run(&["check", "1", "primes", "--stage", "contract"]);
    if cfg!(target_os = "linux") {
        said.ended_with(1)
            .says("1 of its threads still live")
            .says("No thread is left behind");
    } else {
        said.ended_with(0);
    }
}
