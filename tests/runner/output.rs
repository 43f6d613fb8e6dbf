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
