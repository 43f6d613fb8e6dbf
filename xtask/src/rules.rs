//! What must be true of the course itself: each rule is a sentence and a function of the files.
//!
//! `cargo test` checks one after the other, `author check` checks them all; neither needs a compiler for
//! them. A rule returns everything that it finds, so that an author mends it in one go.

mod documents;
mod hints;
mod machine;
mod manifests;
mod modules;
mod names;
mod prose;
mod source;
mod stubs;
mod tests;

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::course::Course;

pub use crate::findings::{Finding, Findings};
pub use documents::error_code;

/// A sentence that must be true of the course.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The sentence.
    pub sentence: &'static str,
    /// A learner's own work breaks it, and may: `cargo test` leaves it to `author check`.
    pub authors_only: bool,
    /// Collects all that makes it untrue.
    pub check: fn(&Course, &mut Findings),
}

impl Rule {
    /// Everything in the course that makes the sentence untrue.
    pub fn findings(&self, course: &Course) -> Vec<Finding> {
        let mut findings = Findings::default();
        (self.check)(course, &mut findings);
        findings.list
    }
}

const fn rule(sentence: &'static str, check: fn(&Course, &mut Findings)) -> Rule {
    Rule {
        sentence,
        authors_only: false,
        check,
    }
}

/// All rules.
pub const ALL: &[Rule] = &[
    rule("every solution's marks can be understood", stubs::marks),
    Rule {
        sentence: "every stub is what its solution derives",
        authors_only: true,
        check: stubs::same,
    },
    rule(
        "no stub's todo holds a panic that is promised",
        stubs::promised_panics,
    ),
    rule(
        "every exercise has its module and its tests",
        modules::complete,
    ),
    rule(
        "the manifests of lesson and solution agree",
        manifests::agree,
    ),
    rule(
        "the tests of an exercise are numbered in their order",
        tests::numbered,
    ),
    rule("every test begins with its guard", tests::guarded),
    rule(
        "no test can be fooled by a learner's own names",
        tests::imports,
    ),
    rule("every public name is used by a test", names::used),
    rule("every test has two or three hints", hints::steps),
    rule(
        "every mistake says what catches it and how",
        documents::mistakes,
    ),
    rule(
        "every test is the first to catch a mistake",
        documents::first_catches,
    ),
    rule(
        "every exercise has right code in other styles",
        documents::alternatives,
    ),
    rule("every README names its exercises", documents::readmes),
    rule(
        "every compiler error in a README has its program",
        documents::compiler_errors,
    ),
    rule(
        "a line of prose is one sentence",
        prose::one_sentence_a_line,
    ),
    rule("no file names a machine's own folders", machine::paths),
];

/// All files below a folder of the course, sorted, as paths relative to its root.
/// Nothing if there is no such folder; built, hidden and pending files are left out.
fn files_below(course: &Course, folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let entries = fs::read_dir(course.root.join(folder)).into_iter().flatten();
    for entry in entries.flatten() {
        let name = entry.file_name();
        let path = folder.join(&name);
        if name == "target" || name.to_string_lossy().starts_with('.') {
            continue;
        } else if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            files.extend(files_below(course, &path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Whether `text` holds `word` as a word of its own.
fn has_word(text: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        !text[..at].chars().next_back().is_some_and(part)
            && !text[at + word.len()..].chars().next().is_some_and(part)
    })
}
