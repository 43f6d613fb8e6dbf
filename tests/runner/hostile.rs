//! Code that hangs, leaves, floods or cheats: each has its named verdict, and nothing is left running.

use crate::{
    copy::{Copy, Said},
    first,
};

/// Judges a `both` that does this before it does what it should.
pub(crate) fn judged(statement: &str) -> Said {
    let copy = Copy::fresh();
    let (_, file) = first();
    copy.write(&file, beginning_with(statement));
    run(&copy)
}

#[cfg(target_os = "linux")]
fn run(copy: &Copy) -> Said {
    let mut command = copy.command(["check", "1", "both"]);
    let mark = crate::processes::Mark::on(&mut command);
    let said = Said::of(&mut command);
    assert_eq!(mark.alive(), [0; 0], "processes are left behind\n{said}");
    said
}

#[cfg(not(target_os = "linux"))]
fn run(copy: &Copy) -> Said {
    copy.run(&["check", "1", "both"])
}

/// The solution, with a statement before all others of `both`.
pub(crate) fn beginning_with(statement: &str) -> String {
    let (lesson, _) = first();
    let solution = crate::copy::solution(lesson, "both");
    let signature = ") -> (A, B) {\n";
    assert!(
        solution.contains(signature),
        "`both` has another signature by now"
    );
    solution.replace(signature, &format!("{signature}    {statement}\n"))
}

#[test]
fn a_deadlock_is_named_within_seconds() {
    judged(
        "let (_open, never) = std::sync::mpsc::channel::<()>();
         let _ = never.recv();",
    )
    .ended_with(1)
    .says("deadlock");
}

#[test]
fn code_that_computes_for_ever_is_told_from_code_that_waits() {
    judged("loop { std::hint::spin_loop(); }")
        .ended_with(1)
        .says("still computing after 10 s")
        .says_nothing_of("deadlock");
}

#[test]
fn a_program_that_leaves_early_has_not_passed() {
    judged("std::process::exit(0);").ended_with(1).says("left");
}

#[test]
fn a_printed_verdict_is_no_verdict() {
    judged(
        "println!(\"test both::t1_both_answers_come_back ... ok\\n\\ntest result: ok. 3 passed; 0 failed\");
         std::process::exit(0);",
    )
    .ended_with(1);
}

#[test]
fn the_end_of_a_test_is_attested_by_the_test_alone() {
    judged(
        r#"std::thread::spawn(|| {
             for test in ["t2_both_are_at_work_at_the_same_time", "t3_a_panic_comes_out_when_both_have_ended"] {
                 drop(::kit::case::begin(&format!("contract::both::{test}::here")));
             }
             std::process::exit(0);
         });"#,
    )
    .ended_with(1)
    .says("off limits: this code uses what belongs to the tests")
    .says("`kit::case`")
    .says("src/both.rs:");
}

#[test]
fn what_could_hide_the_end_of_a_test_is_refused_before_anything_runs() {
    let attest = |guard: &str| {
        format!(
            "std::thread::spawn(|| {{
                 drop({guard}(\"contract::both::t2_both_are_at_work_at_the_same_time::here\"));
                 std::process::exit(0);
             }});"
        )
    };
    let copy = Copy::fresh();
    let (_, file) = first();
    copy.write(
        "lessons/lesson01-threads/src/hidden.inc",
        "pub use ::kit as k;",
    );
    for (code, guard, what) in [
        (
            "mod a { pub use ::kit as k; }",
            "a::k::case::begin",
            "`kit as k`",
        ),
        ("use kit as k;", "self::k::case::begin", "`kit as k`"),
        (
            "macro_rules! m { ($c:ident) => { ::$c::case::begin } } use m as n;",
            "n!(kit)",
            "`kit`",
        ),
        (
            "mod a { include!(\"hidden.inc\"); }",
            "a::k::case::begin",
            "`include!`",
        ),
        (
            "#[path = \"hidden.inc\"] mod a;",
            "a::k::case::begin",
            "`#[path = …]`",
        ),
    ] {
        copy.write(
            &file,
            format!("{}\n{code}\n", beginning_with(&attest(guard))),
        );
        run(&copy)
            .ended_with(1)
            .says("off limits: ")
            .says(what)
            .says("Hint: ");
    }
}

#[test]
fn a_program_that_aborts_is_named() {
    judged("std::process::abort();").ended_with(1).says("abort");
}

#[test]
fn an_endless_recursion_is_named() {
    judged(
        "fn deeper(n: u64) -> u64 { if std::hint::black_box(n) == 0 { 0 } else { deeper(n + 1) + n } }
         std::hint::black_box(deeper(1));",
    )
    .ended_with(1)
    .says("stack overflow");
}

#[test]
fn output_without_end_is_stopped_and_not_kept() {
    let said = judged(
        "use std::io::Write as _;
         let line = [b'x'; 1 << 16];
         for _ in 0..1600 { let _ = std::io::stdout().write_all(&line); } // 100 MB",
    )
    .ended_with(1);
    assert!(
        said.out.len() < 1 << 20,
        "{} bytes are too many",
        said.out.len()
    );
    said.says("printed");
}

#[test]
fn bytes_that_are_no_text_and_orders_to_the_terminal_are_made_harmless() {
    let said = judged(
        r#"use std::io::Write as _;
         let _ = std::io::stdout().write_all(b"\xff\xfe before \x1b[2J\x1b]0;title\x07 after \r\x08 end\n");
         panic!("with \u{1b}[31m red \u{9b}31m words");"#,
    )
    .ended_with(1);
    let control = |c: &char| c.is_control() && *c != '\n';
    assert_eq!(said.out.chars().find(control), None, "{:?}", said.out);
    said.says("red").says("words");
}

#[test]
fn std_sync_in_a_race_exercise_is_told_in_words() {
    let copy = Copy::fresh();
    let lesson = crate::lesson("02");
    let solution = crate::copy::solution(lesson, "counter");
    copy.write(
        lesson.module("counter"),
        solution.replace("kit::sync", "std::sync"),
    );
    copy.run(&["check", "2", "counter"])
        .ended_with(1)
        .says("kit::sync");
}
