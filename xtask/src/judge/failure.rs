//! Why a subject does not build, in the compiler's words and, where the tests miss a name, in the course's.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::stand::Stand;
use crate::{
    build::{Built, Diagnostic, Part},
    course::{Course, Lesson},
    missing::{changed, missing},
    report::{BuildFailure, MissingName},
    stub,
};

/// What to show of the errors of one package.
pub(super) fn of(built: &Built, stand: &Stand, course: &Course, lesson: &Lesson) -> BuildFailure {
    let of_part = |part| {
        let errors = built.errors.iter().filter(move |error| error.part == part);
        errors.collect::<Vec<_>>()
    };
    let (library, tests) = (of_part(Part::Library), of_part(Part::Tests));
    let only_tests = library.is_empty();
    let missing = missing_names(&built.errors, only_tests, stand, course, lesson);
    let readme = course.root.join(&lesson.folder).join("README.md");
    let explained = explained(&library, &fs::read_to_string(readme).unwrap_or_default());
    let shown = if only_tests {
        first_that_tells(&tests, &missing)
    } else {
        library
    };
    let rendered = shown.iter().map(|error| error.rendered.trim_end());
    let diagnostics = rendered.collect::<Vec<_>>().join("\n\n");
    BuildFailure {
        diagnostics: stand.in_the_courses_names(&diagnostics),
        missing,
        only_tests,
        explained,
    }
}

/// The codes of errors that the README speaks of, each once.
fn explained(errors: &[&Diagnostic], readme: &str) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for code in errors.iter().filter_map(|error| error.code.as_ref()) {
        if readme.contains(code.as_str()) && !codes.contains(code) {
            codes.push(code.clone());
        }
    }
    codes
}

/// One name that is missing is missing in fifty places of the tests: the first one will do.
fn first_that_tells<'e>(tests: &[&'e Diagnostic], missing: &[MissingName]) -> Vec<&'e Diagnostic> {
    let names_it = |error: &&&Diagnostic| missing.iter().any(|item| mentions(error, &item.name));
    let first = tests.iter().find(names_it).or(tests.first());
    first.copied().into_iter().collect()
}

/// Names that the solution has and the subject has not, or not so, as far as the compiler stumbles over them, too.
fn missing_names(
    errors: &[Diagnostic],
    only_tests: bool,
    stand: &Stand,
    course: &Course,
    lesson: &Lesson,
) -> Vec<MissingName> {
    let mut names: Vec<MissingName> = Vec::new();
    // Names, signatures and docs are the same bytes in a stub and in its solution; a hand-out has only the stubs.
    let stubs = stub::stubs(course, lesson).unwrap_or_default();
    let modules = lesson
        .exercises
        .iter()
        .map(|exercise| format!("{}.rs", exercise.name));
    for file in modules.chain(["lib.rs".into()]) {
        let own = lesson.folder.join("src").join(&file);
        let Some(stub) = stubs.iter().find(|stub| stub.to == own) else {
            continue;
        };
        // A name that is not there is told only of a module that was looked at.
        let Some((file, subject)) = module(&stand.folder.join("src"), &file) else {
            continue;
        };
        let mut items = missing(&stub.text, &subject);
        let gone = items.len();
        if only_tests {
            items.extend(changed(&stub.text, &subject));
        }
        for (at, item) in items.into_iter().enumerate() {
            let new = !names.iter().any(|known| known.name == item.name);
            if new && errors.iter().any(|error| mentions(error, &item.name)) {
                names.push(MissingName {
                    name: item.name,
                    file: lesson.folder.join("src").join(&file),
                    promise: item.promise,
                    signature: item
                        .signature
                        .filter(|_| at >= gone)
                        .map(|signature| signature.text),
                });
            }
        }
    }
    names
}

/// A module's file, which may be `bank/mod.rs` where `bank.rs` was handed out, relative to `source`; and its text.
fn module(source: &Path, file: &str) -> Option<(PathBuf, String)> {
    let as_file = PathBuf::from(file);
    let as_folder = as_file.with_extension("").join("mod.rs");
    [as_file, as_folder].into_iter().find_map(|file| {
        let text = fs::read_to_string(source.join(&file)).ok()?;
        Some((file, text))
    })
}

/// Whether an error's text has the last part of the name as a word of its own.
fn mentions(error: &Diagnostic, name: &str) -> bool {
    let last = name.rsplit("::").next().unwrap_or(name);
    let mut words = error
        .rendered
        .split(|c: char| !c.is_alphanumeric() && c != '_');
    words.any(|word| word == last)
}

#[cfg(test)]
mod tests {
    use std::{fs, path::PathBuf};

    use super::module;

    #[test]
    fn a_module_is_read_where_it_lies() {
        let source = tempfile::tempdir().unwrap();
        let read = || module(source.path(), "bank.rs");
        assert_eq!(read(), None);
        fs::create_dir(source.path().join("bank")).unwrap();
        fs::write(source.path().join("bank/mod.rs"), "moved").unwrap();
        assert_eq!(read(), Some((PathBuf::from("bank/mod.rs"), "moved".into())));
        fs::write(source.path().join("bank.rs"), "here").unwrap();
        assert_eq!(read(), Some((PathBuf::from("bank.rs"), "here".into())));
    }
}
