//! Processes in groups of their own, which the end of the test's group does not reach, and workers.

use std::{fs, os::unix::fs::PermissionsExt};

use crate::{
    copy::{Copy, Said, solution},
    first, lesson,
    processes::Mark,
};

/// Judges a `census` that does this before it does what it should. Nobody may live on.
fn judged(statement: &str) -> Said {
    let copy = Copy::fresh();
    let lesson = lesson("05");
    let right = solution(lesson, "children");
    let signature = "-> io::Result<Vec<Report>> {\n";
    assert!(
        right.contains(signature),
        "`census` has another signature by now"
    );
    let wrong = right.replace(signature, &format!("{signature}    {statement}\n"));
    copy.write(lesson.module("children"), wrong);
    let mut command = copy.command(["check", "5", "children"]);
    let mark = Mark::on(&mut command);
    let said = Said::of(&mut command);
    assert_eq!(mark.alive(), [0; 0], "processes are left behind\n{said}");
    said
}

#[test]
fn a_group_that_is_left_behind_is_told_and_ended() {
    // Ends only if somebody ends it.
    judged("let _left = kit::process::Group::spawn(Command::new(\"sleep\").arg(\"1000000\"));")
        .ended_with(1)
        .says("1 child that lives")
        .says("(sleep)");
}

#[test]
fn who_was_left_behind_by_a_group_is_ended() {
    judged(
        "let two = \"sleep 1000000 & sleep 1000000 &\";
         let (_, mut shell) = kit::process::Group::spawn(Command::new(\"sh\").args([\"-c\", two]))?;
         shell.wait()?;",
    );
}

#[test]
fn a_group_that_waits_is_ended_when_the_test_hangs() {
    judged(
        "let waits = kit::process::Group::spawn(Command::new(\"cat\").stdin(Stdio::piped()));
         let (_open, never) = std::sync::mpsc::channel::<()>();
         let _ = never.recv();
         drop(waits);",
    )
    .ended_with(1)
    .says("deadlock");
}

#[test]
fn a_group_that_works_is_ended_when_the_test_runs_out_of_time() {
    judged(
        "let works = kit::process::Group::spawn(Command::new(\"sleep\").arg(\"1000000\"));
         let (_, mut child) = works?;
         child.wait()?;",
    )
    .ended_with(1)
    .says("10 s");
}

#[test]
fn no_subject_is_judged_with_anothers_worker() {
    let copy = Copy::fresh();
    let lesson = lesson("05");
    let file = lesson.module("own_memory");
    let right = solution(lesson, "own_memory");
    let print = "writeln!(io::stdout(), \"{share}\")";
    assert!(
        right.contains(print),
        "the solution says its share in another way by now"
    );
    let check = |more: &[&str]| copy.run(&[&["check", "5", "own_memory"], more].concat());
    let wrong = ["--mistake", "by_exit_code"];
    // The child's half is in the worker: each of these would be wrong with the worker of the one before.
    for _ in 0..2 {
        copy.write(
            &file,
            right.replace(print, "writeln!(io::stdout(), \"1{share}\")"),
        );
        check(&[]).ended_with(1).says("the tally is");
        check(&["--solution"]).ended_with(0);
        check(&wrong).ended_with(1).says("how many bits");
        copy.write(&file, &right);
        check(&[]).ended_with(0);
    }
}

#[test]
fn a_worker_that_does_not_fit_is_told_by_the_compiler() {
    let copy = Copy::fresh();
    let lesson = lesson("05");
    let right = solution(lesson, "own_memory");
    let signature = "pub fn add(share: u64)";
    assert!(
        right.contains(signature),
        "`add` has another signature by now"
    );
    copy.write(
        lesson.module("own_memory"),
        right.replace(signature, "pub fn add(share: u8)"),
    );
    copy.run(&["check", "5", "own_memory"])
        .ended_with(1)
        .says("worker/main.rs");
}

#[test]
fn a_compilers_helper_outlives_the_build_that_started_it() {
    let copy = Copy::fresh();
    let (lesson, _) = first();
    copy.solve(lesson, "both");
    let folder = tempfile::tempdir().expect("a folder");
    let (wrapper, begun) = (folder.path().join("rustc"), folder.path().join("begun"));
    // The first call starts it, as that of a compiler's cache starts a server. It goes when its folder does.
    let script = format!(
        "#!/bin/sh\n\
         if mkdir {begun:?} 2> /dev/null; then\n\
             setsid sh -c 'while [ -e {begun:?} ]; do sleep 0.1; done' < /dev/null > /dev/null 2>&1 &\n\
         fi\n\
         exec \"$@\"\n"
    );
    fs::write(&wrapper, script).expect("a wrapper");
    fs::set_permissions(&wrapper, fs::Permissions::from_mode(0o755)).expect("a wrapper that runs");
    let mut command = copy.command(["check", "1", "both"]);
    let mark = Mark::on(command.env("RUSTC_WRAPPER", &wrapper));
    Said::of(&mut command).ended_with(0);
    assert!(begun.exists(), "nothing was compiled");
    assert_ne!(mark.alive(), [0; 0], "the helper was ended");
}
