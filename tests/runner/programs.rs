//! The programs that lessons give, as learners start them, made of the solutions.

use std::path::{Path, PathBuf};

use crate::{
    copy::{Copy, Said},
    lesson,
};

/// Has cargo build a program of a lesson. Returns where it lies.
///
/// Not where the runner builds: what it remembers of that place would not be so any more.
fn built(copy: &Copy, lesson: &str, kind: &str, name: &str) -> PathBuf {
    let cargo = PathBuf::from(env!("CARGO"));
    let build = ["build", "--quiet", "--offline", "--package", lesson];
    let mut build = copy.command_of(&cargo, build);
    build.args([kind, name, "--target-dir", "target/programs"]);
    Said::of(&mut build).ended_with(0);
    let folder = copy.root().join("target/programs/debug");
    match kind {
        "--example" => folder.join("examples").join(name),
        _ => folder.join(name),
    }
}

/// Runs a program of the copy to its end.
fn run(copy: &Copy, program: &Path, arguments: &[&str]) -> Said {
    Said::of(&mut copy.command_of(program, arguments))
}

/// What all of them do with `--help`, and with what they do not understand.
fn helps_and_refuses(copy: &Copy, program: &Path, refused: &[(&[&str], &str)]) {
    let said = run(copy, program, &["--help"]).ended_with(0);
    assert!(said.out.contains("Usage: cargo run "), "{said}");
    for (arguments, words) in refused {
        let said = run(copy, program, arguments).ended_with(2);
        assert!(said.err.contains(words), "nobody says \"{words}\"\n{said}");
        assert_eq!(said.out, "", "{arguments:?}");
    }
}

/// `pi`, with the solutions in the learner's place.
fn pi(copy: &Copy) -> PathBuf {
    let lesson = lesson("08");
    for exercise in &lesson.exercises {
        copy.solve(lesson, &exercise.name);
    }
    built(copy, "lesson08", "--bin", "pi")
}

#[test]
fn where_draws_a_row_for_each_thread() {
    let copy = Copy::fresh();
    let program = built(&copy, "lesson01", "--bin", "where");
    let refused: [(&[&str], &str); 3] = [
        (&["--threads", "65"], "a whole number from 1 to 64"),
        (&["--seconds", "soon"], "a number from 0.1 to 60"),
        (&["--seconds"], "needs a number after it"),
    ];
    helps_and_refuses(&copy, &program, &refused);
    if cfg!(target_os = "linux") {
        let few = ["--threads", "3", "--seconds", "0.1"];
        let said = run(&copy, &program, &few).ended_with(0);
        let rows: Vec<&str> = said
            .out
            .lines()
            .filter(|it| it.starts_with("  thread "))
            .collect();
        assert_eq!(rows.len(), 3, "{said}");
        for row in rows {
            // One of them may have had no core for so short a time, but each has its 64 moments.
            assert!(row.contains("seen in "), "{said}");
            let cells = row.split_whitespace().nth(2).unwrap_or_default();
            let cell = |cell: char| cell.is_alphanumeric() || "·+".contains(cell);
            assert_eq!(cells.chars().filter(|it| cell(*it)).count(), 64, "{said}");
        }
        assert!(said.out.contains("one process, cores used: "), "{said}");
    }
}

#[test]
fn cost_hands_all_bytes_over_in_every_way() {
    let copy = Copy::fresh();
    let program = built(&copy, "lesson06", "--example", "cost");
    let refused: [(&[&str], &str); 3] = [
        (&["--megabytes", "0"], "a whole number from 1 to 2000"),
        (&["--piece"], "needs a number behind it"),
        (&["--pieces", "1"], "no option `--pieces`"),
    ];
    helps_and_refuses(&copy, &program, &refused);
    let little = ["--megabytes", "1", "--rounds", "2", "--csv"];
    let said = run(&copy, &program, &little).ended_with(0);
    let mut lines = said.out.lines();
    assert_eq!(lines.next(), Some("way,copies,bytes,round,seconds"));
    let of_pipes = lines.clone().filter(|line| line.contains(",2,1000000,"));
    assert_eq!(of_pipes.count(), 6, "three ways with two copies\n{said}");
    assert_eq!(lines.count(), 14, "seven ways, two rounds each\n{said}");
    run(&copy, &program, &["--megabytes", "1", "--rounds", "1"])
        .ended_with(0)
        .says("frames, to a process");
}

#[test]
fn pi_counts_the_same_hits_in_every_form() {
    let copy = Copy::fresh();
    let program = pi(&copy);
    let refused: [(&[&str], &str); 7] = [
        (&[], "how many points?"),
        (&["1.55e1"], "POINTS `1.55e1`: a whole number from 1"),
        (&["1e16"], "a whole number from 1 to 1e15"),
        (&["ten"], "POINTS `ten`"),
        (&["10", "10"], "comes too late"),
        (&["10", "--workers", "0"], "a whole number from 1 to 256"),
        (&["10", "--form", "round"], "no form `round`"),
    ];
    helps_and_refuses(&copy, &program, &refused);
    // Drawn and counted by a program in another language, from the papers' descriptions.
    let known = |points: &str, seed: &str, hits: u64| {
        let few = [points, "--seed", seed, "--workers=2", "--form=all", "--csv"];
        let said = run(&copy, &program, &few).ended_with(0);
        let mut lines = said.out.lines();
        let head = "form,workers,points,hits,pi,standard_error,seconds,speedup";
        assert_eq!(lines.next(), Some(head), "{said}");
        let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
        let who: Vec<[&str; 2]> = rows.iter().map(|row| [row[0], row[1]]).collect();
        let forms = ["threads", "rayon", "processes"];
        let each = forms.iter().flat_map(|form| [[*form, "1"], [*form, "2"]]);
        let wanted: Vec<[&str; 2]> = [["serial", "1"]].into_iter().chain(each).collect();
        assert_eq!(who, wanted, "{said}");
        let hits = hits.to_string();
        for row in &rows {
            assert_eq!(row[2..4], ["150000", &*hits], "{said}");
            assert_eq!(row.len(), 8, "{said}");
        }
    };
    known("1.5e5", "2026", 117_859);
    known("150_000", "7", 117_735);
    run(&copy, &program, &["1"])
        .ended_with(0)
        .says("π from 1 point of seed 2026")
        .says("so few points tell no error")
        .says("this is a debug build");
}

#[test]
fn pi_says_which_form_counts_other_hits() {
    let copy = Copy::fresh();
    pi(&copy);
    let file = lesson("08").module("threads");
    let right = copy.read(&file);
    let wrong = right.replace(
        "    Ok(Estimate { hits, points })",
        "    let hits: u64 = hits;\n    Ok(Estimate { hits: hits + 1, points })",
    );
    assert_ne!(right, wrong, "the solution answers in another way by now");
    copy.write(&file, wrong);
    let program = built(&copy, "lesson08", "--bin", "pi");
    run(&copy, &program, &["10", "--workers", "2"])
        .ended_with(1)
        .says("the hits are not the same everywhere");
}

#[cfg(unix)]
#[test]
fn pi_promises_no_end_of_a_run_that_it_knows_nothing_of() {
    let copy = Copy::fresh();
    pi(&copy);
    let file = lesson("08").module("serial");
    let right = copy.read(&file);
    let signature = "points: u64) -> u64 {\n";
    assert!(
        right.contains(signature),
        "`count_hits` has another signature by now"
    );
    let waits = "    let _ = std::io::stdin().read_line(&mut String::new());\n";
    copy.write(
        &file,
        right.replace(signature, &format!("{signature}{waits}")),
    );
    let program = built(&copy, "lesson08", "--bin", "pi");
    let mut slow = copy.command_of(&program, ["10", "--form", "serial"]);
    let mut seat = crate::terminal::Seat::at(&mut slow, 100);
    let said = seat.shows("serial, workers 1: ") + &seat.shows(" gone");
    assert!(!said.contains(['%', '#']), "{said}");
    seat.press("\n");
    let said = seat.shows("π from 10 points");
    assert!(!said.contains("nearly"), "{said}");
    seat.shows("standard errors");
    assert_eq!(seat.ends(), Some(0));
}
