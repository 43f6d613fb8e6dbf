//! For programs and for plain terminals.

use serde_json::Value;

use crate::{
    copy::{Copy, Said},
    first,
};

#[test]
fn json_is_one_document_with_its_version() {
    let copy = Copy::fresh();
    let (lesson, file) = first();
    for (text, code) in [
        (copy.read(&file), 1),
        (crate::copy::solution(lesson, "both"), 0),
        ("this is no Rust\n".to_owned(), 1),
    ] {
        copy.write(&file, text);
        let said = copy.run(&["check", "1", "both", "--json"]).ended_with(code);
        let document: Value =
            serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}\n{said}"));
        assert!(document["version"].is_u64(), "there is no version\n{said}");
    }
}

#[test]
fn json_tells_troubles_as_well() {
    let copy = Copy::fresh();
    let said = copy.run(&["check", "99", "--json"]).ended_with(2);
    let document: Value =
        serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}\n{said}"));
    assert!(document["version"].is_u64(), "there is no version\n{said}");
    assert!(
        document.to_string().contains("no lesson"),
        "the trouble is not told\n{said}"
    );
}

#[test]
fn without_a_terminal_there_are_plain_lines() {
    let copy = Copy::fresh();
    let said = copy.run(&["check", "1", "both"]).ended_with(1);
    for text in [&said.out, &said.err] {
        assert!(!text.contains(['\u{1b}', '\r', '\u{8}']), "{text:?}");
    }
}

#[test]
fn no_color_is_respected_even_where_colours_are_forced() {
    let copy = Copy::fresh();
    let mut forced = copy.command(["check", "1", "both"]);
    Said::of(forced.env("CLICOLOR_FORCE", "1")).says("\u{1b}[");
    let mut plain = copy.command(["check", "1", "both"]);
    Said::of(plain.env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1")).says_nothing_of("\u{1b}");
}

#[cfg(unix)]
#[test]
fn at_a_terminal_there_is_a_live_line_that_goes_away() {
    let copy = Copy::fresh();
    let shown =
        crate::terminal::shown_at(copy.command(["check", "1", "both"]).env("TERM", "xterm"));
    assert!(
        shown.contains("\u{1b}["),
        "neither colours nor a live line: {shown:?}"
    );
    let shown = crate::terminal::shown_at(
        copy.command(["check", "1", "both"])
            .env("TERM", "xterm")
            .env("NO_COLOR", "1"),
    );
    let coloured = shown.split("\u{1b}[").skip(1).any(|rest| {
        let end = rest.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(0);
        rest[end..].starts_with('m') && &rest[..end] != "0"
    });
    assert!(!coloured, "colours in spite of NO_COLOR: {shown:?}");
    let last = shown.rsplit("\u{1b}[2K").next().unwrap_or_default();
    assert!(
        last.contains("both.rs"),
        "the live line stands behind the report: {shown:?}"
    );
}

#[cfg(unix)]
#[test]
fn at_a_narrow_terminal_no_line_is_cut_by_the_terminal() {
    let copy = Copy::fresh();
    for (columns, arguments, last) in [
        (80, &["check", "2", "counter"][..], "Stuck?"),
        (60, &["check", "2", "counter"], "Stuck?"),
        (60, &["status"], "Next: lesson01"),
        (60, &["--help"], "is broken"),
        (60, &["check", "lock"], "lesson08."),
    ] {
        let mut command = copy.command(arguments);
        command.env("TERM", "xterm");
        let shown = crate::terminal::shown_in(&mut command, columns);
        assert!(shown.contains(last), "{shown}");
        // Without the live line, which goes away.
        let shown = shown.rsplit("\u{1b}[2K").next().unwrap_or_default();
        let plain = anstream::adapter::strip_str(shown).to_string();
        for line in plain.lines().map(|line| line.trim_end_matches('\r')) {
            let width = line.chars().count();
            let is_one_word = !line.trim().contains(' ');
            assert!(
                width <= usize::from(columns) || is_one_word,
                "{arguments:?} at {columns}: {line}"
            );
        }
    }
}
