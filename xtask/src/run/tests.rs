//! Small real programs, each with one way to run or to end.

use std::time::Duration;

use kit::record::Record;

use super::{End, Ended, Environment, Limits, Next, Program, Seen, Stop, supervise};

const NO_LIMITS: Limits = Limits {
    deadline: None,
    still: None,
    output: u64::MAX,
};

fn shell(script: &str) -> Program {
    Program {
        executable: "/bin/sh".into(),
        arguments: vec!["-c".into(), script.into()],
        folder: "/".into(),
        environment: Environment::Test,
        variables: Vec::new(),
        yields: false,
    }
}

fn run(script: &str, limits: Limits) -> Ended {
    supervise(&shell(script), limits, &Stop::default(), &mut |_| {
        Next::GoOn
    })
    .expect("there is a shell")
}

/// Runs a script until it has told `last`. Returns everything that it told.
fn told(script: &str, last: &Record) -> (Vec<Record>, Ended) {
    let mut records = Vec::new();
    let mut observe = |seen: Seen<'_>| {
        if let Seen::Record(record) = seen {
            let stops = record == *last;
            records.push(record);
            if stops {
                return Next::Stop;
            }
        }
        Next::GoOn
    };
    let ended = supervise(&shell(script), NO_LIMITS, &Stop::default(), &mut observe);
    (records, ended.expect("there is a shell"))
}

#[test]
fn an_end_by_itself_is_told_with_its_code_or_signal() {
    assert_eq!(run("exit 0", NO_LIMITS).end, End::Exited(0));
    assert_eq!(run("exit 7", NO_LIMITS).end, End::Exited(7));
    assert_eq!(run("kill -6 $$", NO_LIMITS).end, End::Signalled(6));
}

#[test]
fn both_streams_are_kept_in_their_order() {
    let ended = run("echo one; echo two >&2; echo three", NO_LIMITS);
    assert_eq!(ended.output, "one\ntwo\nthree\n");
}

#[test]
fn a_program_that_is_not_there_is_an_error() {
    let program = Program {
        executable: "/no/such/program".into(),
        ..shell("")
    };
    let error = supervise(&program, NO_LIMITS, &Stop::default(), &mut |_| Next::GoOn);
    assert_eq!(error.unwrap_err().kind(), std::io::ErrorKind::NotFound);
}

#[test]
fn only_what_comes_under_the_key_is_a_record() {
    let started = Record::Started {
        test: "a::t1".into(),
    };
    let script = r"
        read key
        printf 'guessed\tfinished\ta::t1\n' >&0
        printf 'noise\n\377\n' >&0
        printf '%s\tstarted\ta::t1\n' $key >&0
        printf '%s\tfinished\ta::t1\n' $key";
    let (records, ended) = told(
        script,
        &Record::Finished {
            test: "a::t1".into(),
        },
    );
    // The last line went to standard output, where it is nothing but output.
    assert_eq!(records, [started]);
    assert_eq!(ended.end, End::Exited(0));
}

#[test]
fn what_is_told_last_is_heard_although_the_program_ends_at_once() {
    let finished = Record::Finished {
        test: "a::t1".into(),
    };
    for _ in 0..20 {
        let script = r"read key; printf '%s\tfinished\ta::t1\n' $key >&0";
        let mut heard = false;
        let mut observe = |seen: Seen<'_>| {
            heard |= matches!(seen, Seen::Record(record) if record == finished);
            Next::GoOn
        };
        supervise(&shell(script), NO_LIMITS, &Stop::default(), &mut observe)
            .expect("there is a shell");
        assert!(heard);
    }
}

#[test]
fn a_program_is_ended_when_enough_is_known() {
    let started = Record::Started {
        test: "a::t1".into(),
    };
    let (_, ended) = told(
        r"read key; printf '%s\tstarted\ta::t1\n' $key >&0; sleep 1000",
        &started,
    );
    assert_eq!(ended.end, End::Stopped);
}

#[test]
fn a_program_can_be_stopped_from_another_thread() {
    let stop = Stop::default();
    let stop = &stop;
    std::thread::scope(|scope| {
        let mut told = Some(());
        let mut observe = |_: Seen<'_>| {
            if told.take().is_some() {
                scope.spawn(|| stop.now());
            }
            Next::GoOn
        };
        let ended = supervise(&shell("sleep 1000"), NO_LIMITS, stop, &mut observe);
        assert_eq!(ended.expect("there is a shell").end, End::Stopped);
    });
    let again = supervise(&shell("sleep 1000"), NO_LIMITS, stop, &mut |_| Next::GoOn);
    assert_eq!(
        again.expect("there is a shell").end,
        End::Stopped,
        "it is stopped for good"
    );
}

#[test]
fn the_deadline_ends_a_step_and_not_the_whole() {
    let limits = Limits {
        deadline: Some(Duration::from_millis(300)),
        ..NO_LIMITS
    };
    assert_eq!(run("sleep 1000", limits).end, End::TimeOver);
    // Longer than the deadline as a whole, in steps that are shorter by far.
    let script = r"read key; for i in 1 2 3 4 5 6 7 8 9; do sleep 0.25; printf '%s\tnote\tx\n' $key >&0; done";
    let mut step = |seen: Seen<'_>| match seen {
        Seen::Record(_) => Next::Step,
        _ => Next::GoOn,
    };
    let limits = Limits {
        deadline: Some(Duration::from_secs(2)),
        ..NO_LIMITS
    };
    let ended = supervise(&shell(script), limits, &Stop::default(), &mut step);
    assert_eq!(ended.expect("there is a shell").end, End::Exited(0));
}

#[test]
fn output_without_end_is_cut_and_then_ended() {
    let limits = Limits {
        output: 1 << 20,
        ..NO_LIMITS
    };
    let ended = run(
        "while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done",
        limits,
    );
    assert!(
        matches!(ended.end, End::Flooded { bytes } if bytes > 1 << 20),
        "{:?}",
        ended.end
    );
    assert!(ended.output.len() < 300 * 1024);
}

#[test]
fn a_child_that_keeps_the_streams_open_delays_nothing_and_dies_with_its_group() {
    let ended = run("sleep 1000000 & echo $!", NO_LIMITS);
    assert_eq!(ended.end, End::Exited(0));
    // The child has been told to end, and needs a moment for it.
    #[cfg(target_os = "linux")]
    while let Ok(stat) = std::fs::read_to_string(format!("/proc/{}/stat", ended.output.trim()))
        && !stat.contains(") Z ")
    {
        std::thread::yield_now();
    }
}

#[test]
fn a_test_gets_a_way_to_tell_and_none_of_cargos_variables() {
    let ended = run("env", NO_LIMITS);
    let has = |name: &str| ended.output.lines().any(|line| line.starts_with(name));
    assert!(has("HANDS_RECORDS=") && has("PATH="));
    assert!(!has("CARGO_") && !has("RUST"), "{}", ended.output);
}

#[test]
fn cargos_lines_are_told_one_by_one_and_its_errors_are_kept() {
    let program = Program {
        environment: Environment::Cargo,
        ..shell("echo one; echo two >&2; printf three")
    };
    let mut lines = Vec::new();
    let mut observe = |seen: Seen<'_>| {
        if let Seen::Line(line) = seen {
            lines.push(line.to_owned());
        }
        Next::GoOn
    };
    let ended = supervise(&program, NO_LIMITS, &Stop::default(), &mut observe);
    assert_eq!(ended.expect("there is a shell").output, "two\n");
    assert_eq!(lines, ["one\n", "three"]);
}

#[test]
fn cargo_is_asked_to_end_and_may_end_what_it_has_started() {
    let script = "trap 'echo ended what it had started; exit 0' TERM
        echo begun; while :; do sleep 0.01; done";
    let program = Program {
        environment: Environment::Cargo,
        ..shell(script)
    };
    let mut lines = Vec::new();
    let mut observe = |seen: Seen<'_>| {
        if let Seen::Line(line) = seen {
            lines.push(line.trim_end().to_owned());
            return Next::Stop;
        }
        Next::GoOn
    };
    let ended = supervise(&program, NO_LIMITS, &Stop::default(), &mut observe);
    assert_eq!(ended.expect("there is a shell").end, End::Stopped);
    assert_eq!(lines, ["begun", "ended what it had started"]);
}

#[test]
#[cfg(target_os = "linux")]
fn who_waits_for_ever_is_told_from_who_only_sleeps() {
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("pipe");
    let limits = Limits {
        deadline: Some(Duration::from_secs(60)),
        still: Some(Duration::from_millis(200)),
        ..NO_LIMITS
    };
    // Nobody will ever write into the pipe.
    let waits = format!("mkfifo {0}; exec cat {0}", pipe.display());
    assert_eq!(run(&waits, limits).end, End::Still { threads: 1 });
    assert_eq!(run("exec sleep 1", limits).end, End::Exited(0));
}

#[test]
#[cfg(target_os = "linux")]
fn who_waits_for_a_child_is_not_stuck_while_the_child_works() {
    let limits = Limits {
        deadline: Some(Duration::from_secs(60)),
        still: Some(Duration::from_millis(200)),
        ..NO_LIMITS
    };
    assert_eq!(run("sleep 1; exit 3", limits).end, End::Exited(3));
}
