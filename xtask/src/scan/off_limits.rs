//! Finds where code uses what belongs to the tests: with the guard of a test, say, it could attest the test's end itself.

use std::collections::BTreeMap;

use super::imports::{imports, paths};
use crate::source::tokens;

/// One use of what belongs to the tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffLimits {
    /// From 1.
    pub line: u32,
    /// `kit::case`.
    pub what: String,
}

/// Of the kit, all that an exercise may use.
const OPEN: [&str; 6] = ["cell", "hint", "process", "sync", "thread", "thread_local"];

/// All such uses in a source file, in its order. Comments and literals do not count.
pub fn off_limits(source: &str) -> Vec<OffLimits> {
    let tokens = tokens(source);
    let uses = imports(&tokens);
    let mut names: BTreeMap<&str, &[&str]> = BTreeMap::new();
    let mut found = Vec::new();
    for import in &uses {
        found.extend(of_the_tests(&import.path, import.line));
        names.insert(import.name, &import.path);
    }
    for (line, path) in paths(&tokens) {
        let full: Vec<&str> = match names.get(path[0]) {
            Some(import) => import.iter().chain(&path[1..]).copied().collect(),
            None => path,
        };
        found.extend(of_the_tests(&full, line));
    }
    found.sort_by_key(|it| it.line);
    found.dedup();
    found
}

fn of_the_tests(path: &[&str], line: u32) -> Option<OffLimits> {
    match path {
        ["kit", item, ..] if !OPEN.contains(item) => Some(OffLimits {
            line,
            what: format!("kit::{item}"),
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::off_limits;

    #[test]
    fn the_guard_of_a_test_is_found_however_it_is_named() {
        for source in [
            "fn f() { drop(::kit::case::begin(\"contract::both::t2_x\")); }",
            "fn f() { let _case = kit::case!(); }",
            "use kit::case; fn f() { case::begin(\"t\"); }",
            "use kit as k; fn f() { k::case::begin(\"t\"); }",
            "use kit::{self as k, sync}; fn f() { k::case::begin(\"t\"); }",
            "extern crate kit as k; fn f() { k::case::begin(\"t\"); }",
        ] {
            let found = off_limits(source);
            assert!(
                found.iter().any(|it| it.what == "kit::case"),
                "{source}: {found:?}"
            );
        }
        assert_eq!(off_limits("\nuse kit::*;")[0].what, "kit::*");
        assert_eq!(off_limits("\nuse kit::*;")[0].line, 2);
        assert_eq!(off_limits("use kit::speed::Bench;").len(), 1);
    }

    #[test]
    fn what_an_exercise_needs_is_open() {
        for source in [
            "use kit::{sync::{Arc, Mutex, mpsc}, thread};",
            "use kit::process::ProcessPool; fn f(_: kit::thread::JoinHandle<u8>) {}",
            "kit::thread_local! { static A: u8 = 1; }",
            "// kit::case!()\n/// [`kit::case`]\nfn f() { println!(\"kit::case!()\"); }",
            "fn f(kit: u8) { kit.case(); other::case::begin(kit); }",
        ] {
            assert_eq!(off_limits(source), [], "{source}");
        }
    }
}
