//! `watch`: a learner's whole day in one terminal.

use std::{
    fs,
    io::Read,
    process::{Command, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};

use crate::{
    copy::{Copy, solution},
    first,
    hostile::beginning_with,
    interrupts::Gate,
    processes::{Mark, has_pending_signals},
    terminal::Seat,
};

/// `watch 1`, ready to be started.
fn command(copy: &Copy) -> Command {
    let mut command = copy.command(["watch", "1"]);
    command.env("TERM", "xterm");
    command
}

fn watching(copy: &Copy) -> Seat {
    Seat::at(&mut command(copy), 80)
}

#[test]
fn a_save_is_judged_and_the_learner_is_led_on() {
    let copy = Copy::fresh();
    let (lesson, file) = first();
    let mut seat = watching(&copy);
    seat.shows("Not written yet");
    seat.shows("0 of 5 exercises done");
    copy.write(&file, "this is no Rust\n");
    seat.shows("error");
    seat.shows(" quit");
    // As most editors save: aside, then renamed.
    let aside = copy.root().join(&file).with_extension("tmp");
    fs::write(&aside, solution(lesson, "both")).expect("a file aside");
    fs::rename(&aside, copy.root().join(&file)).expect("an editor's save");
    seat.shows("promises are kept");
    seat.shows("Next: lesson01 introductions");
    seat.shows("1 of 5 exercises done");
    seat.press("n");
    seat.shows("Not written yet");
    seat.press("l");
    seat.shows("lesson01");
    seat.shows("← next");
    // Whoever saves another exercise works on that one.
    let text = copy.read(lesson.module("primes"));
    copy.write(lesson.module("primes"), format!("{text}// mine\n"));
    seat.shows("lesson01 primes");
    seat.shows("src/primes.rs:");
    seat.shows(" quit");
    seat.press("q");
    assert_eq!(seat.ends(), Some(0));
}

#[test]
fn a_save_during_a_run_stops_it_and_its_verdict_is_never_shown() {
    let copy = Copy::fresh();
    let (lesson, file) = first();
    let gate = Gate::new();
    copy.write(&file, beginning_with(&gate.waits()));
    let mut watch = command(&copy);
    let mark = Mark::on(&mut watch);
    let mut seat = Seat::at(&mut watch, 80);
    gate.is_reached(&mut seat.child);
    // The gate stays shut: the run that waits there would go on for ten seconds, and then be told as hung.
    copy.write(&file, solution(lesson, "both"));
    let shown = seat.shows("promises are kept");
    assert!(!shown.contains("still computing"), "{shown}");
    seat.shows(" quit");
    seat.press("q");
    assert_eq!(seat.ends(), Some(0));
    assert_eq!(mark.alive(), [0; 0], "processes are left behind");
}

#[test]
fn a_program_that_hangs_does_not_freeze_the_keys() {
    let copy = Copy::fresh();
    let (_, file) = first();
    let gate = Gate::new();
    copy.write(&file, beginning_with(&gate.waits()));
    let mut watch = command(&copy);
    let mark = Mark::on(&mut watch);
    let mut seat = Seat::at(&mut watch, 80);
    gate.is_reached(&mut seat.child);
    seat.press("\x1bOQ"); // F2, not the key for the end
    seat.press("l");
    seat.shows("← next");
    seat.press("q");
    assert_eq!(seat.ends(), Some(0));
    assert_eq!(mark.alive(), [0; 0], "processes are left behind");
}

#[test]
fn the_terminal_is_given_back_whoever_asks_for_the_end() {
    let copy = Copy::fresh();
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 130)] {
        let mut seat = watching(&copy);
        seat.shows(" quit");
        seat.signal(signal);
        assert_eq!(seat.ends(), Some(code));
    }
}

#[test]
fn the_terminal_is_given_back_also_to_who_asks_twice() {
    let copy = Copy::fresh();
    let mut seat = watching(&copy);
    seat.shows(" quit");
    seat.signal(Signal::INT);
    while has_pending_signals(seat.child.id()) {
        std::thread::yield_now();
    }
    seat.signal(Signal::INT);
    let code = seat.ends();
    // By the signal, unless the runner was quicker.
    assert!(matches!(code, None | Some(130)), "{code:?}");
}

#[test]
fn reset_asks_first_and_keeps_the_work() {
    let copy = Copy::fresh();
    let (_, file) = first();
    let stub = copy.read(&file);
    let work = format!("{stub}// an evening's work\n");
    copy.write(&file, &work);
    let mut seat = watching(&copy);
    seat.shows("Not written yet");
    seat.shows(" quit");
    seat.press("r");
    seat.shows("[y/N]");
    seat.press("r");
    seat.shows(" quit");
    assert_eq!(copy.read(&file), work, "only yes is yes");
    seat.press("r");
    seat.shows("[y/N]");
    seat.press("y");
    seat.shows("is kept as");
    seat.press("q");
    seat.ends();
    assert_eq!(copy.read(&file), stub);
}

#[test]
fn what_is_shown_fits_the_terminal_also_when_that_changes() {
    let copy = Copy::fresh();
    let mut seat = watching(&copy);
    seat.shows("Not written yet");
    seat.shows(" quit");
    seat.resize(50);
    let shown = seat.shows(" check again");
    seat.press("l");
    let more = seat.shows(" check again");
    assert!(
        !(shown + &more).contains(" in full"),
        "too wide for 50 columns"
    );
    seat.press("q");
    assert_eq!(seat.ends(), Some(0));
}

#[test]
fn without_colours_there_are_none_and_a_programs_output_gives_no_orders() {
    let copy = Copy::fresh();
    let (_, file) = first();
    copy.write(
        &file,
        beginning_with("panic!(\"\\x1b]0;title\\x07 and \\x1b[31m red\");"),
    );
    let mut watch = command(&copy);
    let mut seat = Seat::at(watch.env("NO_COLOR", "1"), 120);
    let shown = seat.shows("Your code panicked: and red") + &seat.shows(" quit");
    let mut orders = shown.split('\u{1b}').skip(1);
    let moves = |order: &str| ["[2J", "[2K", "[H"].iter().any(|it| order.starts_with(it));
    let other = orders.find(|order| !moves(order));
    assert_eq!(other, None, "more than the cursor's moves: {shown:?}");
    seat.press("q");
    seat.ends();
}

#[test]
fn without_a_terminal_it_judges_in_plain_lines_and_asks_nothing() {
    let copy = Copy::fresh();
    let (lesson, _) = first();
    let mut watch = command(&copy);
    watch
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut runner = watch.spawn().expect("the runner can be started");
    let mut out = runner.stdout.take().expect("its output");
    let mut shown = String::new();
    let mut until = |wanted: &str, shown: &mut String| {
        let mut buffer = [0; 4096];
        while !shown.contains(wanted) {
            let count = out.read(&mut buffer).expect("its output");
            assert_ne!(count, 0, "\"{wanted}\" was never said: {shown}");
            shown.push_str(&String::from_utf8_lossy(&buffer[..count]));
        }
    };
    until("it is judged at once", &mut shown);
    copy.solve(lesson, "both");
    until("Next: lesson01 introductions", &mut shown);
    assert!(!shown.contains(['\u{1b}', '\r']), "{shown:?}");
    let id = i32::try_from(runner.id()).ok().and_then(Pid::from_raw);
    kill_process(id.expect("an id"), Signal::TERM).expect("the signal is sent");
    assert_eq!(runner.wait().expect("it ends").code(), Some(143));
}
