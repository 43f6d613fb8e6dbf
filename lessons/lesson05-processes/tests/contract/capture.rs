use std::{
    io,
    process::Command,
    sync::mpsc::{self, TryRecvError},
    thread,
    time::Duration,
};

use ::kit::{case::note, roll_call::RollCall, speed::Span, tidy::Belongings};
use ::lesson05::{End, run};

use crate::{
    limits::{FAR, with_a_limit_that_passes},
    programs::{ended_well, in_words, ran, tool, worker},
    words::kind,
};

const MEGABYTE: usize = 1 << 20;

#[test]
fn t1_both_streams_come_back_apart() {
    let _case = ::kit::case!();
    let run = ran(worker(&["say", "0"]), b"", FAR);
    let both = [&run.stdout, &run.stderr].map(|text| String::from_utf8_lossy(text));
    let hint = if both[0].contains("error") || both[1].contains("output") {
        "which pipe did each piece come out of, and who knows that where you put it?"
    } else {
        "where do a child's streams go if nobody says otherwise, and who reads yours to their ends, however soon the child ends?"
    };
    assert!(
        both == ["to standard output\n", "to standard error\n"],
        "a worker says \"to standard output\" there and \"to standard error\" there; `stdout` is {:?} and `stderr` is {:?}. Hint: {hint}",
        both[0],
        both[1]
    );
}

#[test]
fn t2_the_exit_code_is_told_whatever_it_is() {
    let _case = ::kit::case!();
    for code in [0, 3, 255] {
        let end = ran(worker(&["say", &code.to_string()]), b"", FAR).end;
        assert!(
            end == End::Exited(code),
            "a worker has ended with exit code {code}, and `end` is {end:?}. Hint: what does `ExitStatus::code` tell?"
        );
    }
    #[cfg(unix)] // elsewhere there are no signals
    if let Some(shell) = tool("sh", &["-c", "kill -TERM $$"]) {
        let end = ran(shell, b"", FAR).end;
        assert!(
            end == End::Signalled(15),
            "a shell has ended itself with signal 15 (TERM), and `end` is {end:?}. \
             Hint: what is `code()` of a process that did not come as far as to its own end?"
        );
    }
}

#[test]
fn t3_the_input_arrives_and_so_does_its_end() {
    let _case = ::kit::case!();
    let input = b"pears\napples\nplums\n";
    let sorted = tool("sort", &[]).map(|sort| (sort, "apples\npears\nplums\n"));
    let copied = Some((worker(&["copy"]), "pears\napples\nplums\n"));
    for (command, output) in [copied, sorted].into_iter().flatten() {
        let what = in_words(&command, input);
        let run = ran(command, input, FAR);
        // Where lines end otherwise, `sort` ends them so.
        let found = String::from_utf8_lossy(&run.stdout);
        let found = if cfg!(windows) {
            found.replace("\r\n", "\n")
        } else {
            found.into_owned()
        };
        assert!(
            found == output,
            "{what}: it prints {output:?}, and `stdout` is {found:?}. Hint: how does a program know that its input is over?"
        );
        ended_well(&run, &what);
    }
}

#[test]
fn t4_a_megabyte_on_either_stream_is_not_too_much() {
    let _case = ::kit::case!();
    for first in ["out", "err"] {
        let command = worker(&["flood", first, &MEGABYTE.to_string()]);
        let what = in_words(&command, b"");
        let run = ran(command, b"", FAR);
        let came = [run.stdout.len(), run.stderr.len()];
        assert!(
            came == [MEGABYTE; 2],
            "{what}: it writes {MEGABYTE} bytes on each stream, and these came back: {came:?}. \
             Hint: who reads a stream to its end?"
        );
        ended_well(&run, &what);
    }
}

#[test]
fn t5_a_megabyte_goes_in_while_two_come_out() {
    let _case = ::kit::case!();
    let input: Vec<u8> = (0..MEGABYTE).map(|at| b'a' + (at % 23) as u8).collect();
    let copies = [(worker(&["copy"]), true)].into_iter();
    for (command, both) in copies.chain(tool("cat", &[]).map(|cat| (cat, false))) {
        let what = in_words(&command, &input);
        let run = ran(command, &input, FAR);
        let came = [run.stdout.len(), run.stderr.len()];
        let right = run.stdout == input && (!both || run.stderr == input);
        assert!(
            right,
            "{what}: it copies its input to {}, and {came:?} bytes came back on the two. \
             Hint: is anybody still reading while you write?",
            if both {
                "both streams"
            } else {
                "the first one"
            }
        );
        ended_well(&run, &what);
    }
}

#[test]
fn t6_a_program_that_does_not_want_its_input_is_no_error() {
    let _case = ::kit::case!();
    let run = ran(worker(&["say", "0"]), &vec![b'x'; MEGABYTE], FAR);
    assert!(
        run.stdout == b"to standard output\n" && run.end == End::Exited(0),
        "a worker has read nothing of its {MEGABYTE} bytes of input, said a line and ended with exit code 0; \
         `stdout` has {} bytes, and `end` is {:?}. Hint: what does a write into a pipe return that nobody reads any more?",
        run.stdout.len(),
        run.end
    );
}

#[test]
fn t7_nothing_is_left_behind() {
    let _case = ::kit::case!();
    let belongings = Belongings::now();
    ran(worker(&["copy"]), b"pears", FAR);
    belongings.nothing_is_left_behind("run of `worker copy`");
    let nowhere = run(&mut Command::new("no-such-program"), b"pears", FAR);
    let question = "what does `Group::spawn` return?";
    let kind = kind(nowhere, "run of a program that does not exist", question);
    assert!(
        kind == io::ErrorKind::NotFound,
        "run of a program that does not exist returned an error of kind {kind:?}, and not NotFound. \
         Hint: which error did the system give you?"
    );
    belongings.nothing_is_left_behind("run of a program that does not exist");
}

#[test]
fn t8_a_limit_far_away_is_not_waited_for() {
    let _case = ::kit::case!();
    for limit in [FAR, Duration::MAX] {
        let run = ran(worker(&["say", "0"]), b"", limit);
        ended_well(
            &run,
            &format!("run of `worker say 0` with a limit of {limit:?}"),
        );
    }
}

#[test]
fn t9_a_program_past_its_limit_is_ended_and_waited_for() {
    let _case = ::kit::case!();
    let roll_call = RollCall::open().expect("a place where children can report");
    let belongings = Belongings::now();
    let limit = Duration::from_millis(100);
    let command = worker(&["stay", &roll_call.address()]);
    let (_, left, run) = watched(roll_call, || ran(command, b"", limit));
    let end = run.end;
    let what = format!("run of `worker stay`, which never ends, with a limit of {limit:?}");
    assert!(
        left == 0,
        "{what}: 2 s later the worker was still there, and left only when the test sent it away; `end` is {end:?}. \
         Hint: who looks at the clock while `run` waits, and what is done when the time is over?"
    );
    assert!(
        end == End::TimedOut,
        "{what}: `end` is {end:?}, and not TimedOut. Hint: who decides that it is too late, and what is told then?"
    );
    belongings.nothing_is_left_behind(&what);
}

#[test]
fn t10_who_was_started_by_the_program_is_ended_with_it() {
    let _case = ::kit::case!();
    needs_groups();
    let belongings = Belongings::now();
    let left = with_a_limit_that_passes(|limit, _| {
        let mut roll_call = RollCall::open().expect("a place where children can report");
        let address = roll_call.address();
        ran(worker(&["stay-with-a-child", &address]), b"", limit);
        (roll_call.reported() == 2).then(|| roll_call.wait_until_gone())
    });
    assert!(
        left.unwrap_or_default() == 0 || !cfg!(unix),
        "a worker and its own child would stay for ever; the limit came, `run` has returned, and somebody is still there. \
         Hint: whom does `Child::kill` reach, and whom `Group::kill`, and which of them must come before `wait`?"
    );
    belongings.nothing_is_left_behind("run of a worker with a child of its own");
}

#[test]
fn t11_a_grandchild_that_keeps_a_pipe_open_delays_nothing_past_the_limit() {
    let _case = ::kit::case!();
    needs_groups();
    let belongings = Belongings::now();
    for role in ["leave-a-child", "leave-a-runaway"] {
        let outcome = with_a_limit_that_passes(|limit, is_last| {
            let mut roll_call = RollCall::open().expect("a place where children can report");
            let address = roll_call.address();
            let run = ran(worker(&[role, &address]), b"", limit);
            let is_there = roll_call.reported() == 1;
            let left = if role == "leave-a-child" {
                roll_call.wait_until_gone()
            } else {
                0
            };
            let is_over = run.end != End::TimedOut && !run.stdout.is_empty();
            (is_there && (is_over || is_last)).then_some((run, left))
        });
        let Some((run, left)) = outcome else { continue };
        let what = "a worker leaves a child of its own behind, which keeps the streams open, says so, and ends with exit code 0";
        let said = String::from_utf8_lossy(&run.stdout);
        assert!(
            said == "I have left somebody behind\n" && run.end == End::Exited(0),
            "{what}; `stdout` is {said:?}, and `end` is {:?}. \
             Hint: at the limit, what do you know already, and what are you still waiting for?",
            run.end
        );
        assert!(
            left == 0 || !cfg!(unix),
            "{what}; `run` has returned, and the child that was left behind is still there. \
             Hint: is a group gone when its first process is?"
        );
        belongings.nothing_is_left_behind(&format!("run of `worker {role}`"));
    }
}

#[test]
fn t12_waiting_costs_no_processor_time() {
    let _case = ::kit::case!();
    let share = with_a_limit_that_passes(|limit, is_last| {
        let limit = limit * 2;
        let roll_call = RollCall::open().expect("a place where children can report");
        let address = roll_call.address();
        let (span, _) = Span::of(|| ran(worker(&["stay", &address]), b"", limit));
        let share = span.cpu as f64 / limit.as_nanos() as f64;
        // In between it may be the start of a process on a slow machine: once more, for longer.
        (is_last || !(0.04..0.2).contains(&share)).then_some(share)
    });
    let share = share.unwrap_or_default();
    assert!(
        share < 0.2,
        "while a worker did nothing until its limit came, `run` kept a processor busy for {:.0} % of the time. \
         Hint: which loop asks again and again, and what could it wait for instead?",
        share * 100.0
    );
}

#[test]
fn t13_a_program_that_closes_its_outputs_and_stays_is_ended_at_the_limit() {
    let _case = ::kit::case!();
    if !cfg!(unix) {
        note(
            "a program without outputs is not tried on this system: std cannot close a process's own",
        );
        return;
    }
    let belongings = Belongings::now();
    let outcome = with_a_limit_that_passes(|limit, _| {
        let roll_call = RollCall::open().expect("a place where children can report");
        let command = worker(&["stay-without-outputs", &roll_call.address()]);
        let (is_there, left, run) = watched(roll_call, || ran(command, b"", limit));
        is_there.then_some((left, run))
    });
    let Some((left, run)) = outcome else { return };
    let what = "a worker says a line, closes both its outputs and stays for ever";
    assert!(
        left == 0,
        "{what}; the limit came, and nobody ended it: it left when the test told it to, and `end` is {:?}. \
         Hint: both streams have ended; has the program?",
        run.end
    );
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(
        run.end == End::TimedOut && said == "no more from me\n",
        "{what}; the limit came; `end` is {:?}, and not TimedOut, or `stdout` is {said:?}. \
         Hint: both streams have ended; has the program?",
        run.end
    );
    belongings.nothing_is_left_behind("run of a worker that closes its outputs and stays");
}

/// Runs `parent`, which starts one child and ends it. Returns whether the child was ever there, how many were left that
/// nobody had ended, and what `parent` returned. Whoever is left is dismissed, so this comes back in any case.
fn watched<R>(mut roll_call: RollCall, parent: impl FnOnce() -> R) -> (bool, usize, R) {
    let (returns, returned) = mpsc::channel::<()>();
    thread::scope(|scope| {
        let watching = scope.spawn(move || {
            while roll_call.reported() == 0 && returned.try_recv() == Err(TryRecvError::Empty) {
                thread::sleep(Duration::from_millis(1)); // between two looks
            }
            let is_there = roll_call.reported() == 1;
            (is_there, roll_call.wait_until_gone())
        });
        let answer = parent();
        drop(returns); // a panic of the parent drops it, too
        let (is_there, left) = watching.join().unwrap_or_default();
        (is_there, left, answer)
    })
}

/// Says so where this is not checked in full.
fn needs_groups() {
    if !cfg!(unix) {
        note("who else is ended is not checked on this system: it has no groups of processes");
    }
}
