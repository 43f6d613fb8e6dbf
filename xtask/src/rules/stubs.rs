//! Solutions are the source of the stubs.

use super::Findings;
use crate::{
    course::{Course, Lesson},
    stub::{self, Stub, StubError},
};

/// Every solution's marks can be understood.
pub(super) fn marks(course: &Course, findings: &mut Findings) {
    for lesson in &course.lessons {
        match stub::stubs(course, lesson) {
            Ok(_) => {}
            Err(StubError::Mark {
                file,
                line,
                problem,
            }) => findings.add(&file, line, problem.to_owned()),
            Err(StubError::Read { path, error }) => {
                findings.add(&path, 0, format!("cannot be read: {error}"));
            }
        }
    }
}

/// Every stub is what its solution derives.
pub(super) fn same(course: &Course, findings: &mut Findings) {
    for lesson in &course.lessons {
        let derived = derived(course, lesson);
        for stub in &derived {
            let found = findings.read(course, &stub.to);
            if !stub::same_text(&found, &stub.text) {
                let line = first_difference(&found, &stub.text);
                let problem = "differs from what the solution derives; `cargo xtask author stubs` writes it anew";
                findings.add(&stub.to, line, problem.to_owned());
            }
        }
        for file in super::files_below(course, &lesson.folder.join("src")) {
            if !derived.iter().any(|stub| stub.to == file) {
                findings.add(&file, 0, "no file of the solution derives it".to_owned());
            }
        }
    }
}

/// No stub's `todo!` holds a panic that its own docs promise: it must not pass for the right panic.
pub(super) fn promised_panics(course: &Course, findings: &mut Findings) {
    for lesson in &course.lessons {
        for stub in derived(course, lesson) {
            let phrases = promised(&stub.text);
            let mut inside = false;
            for (index, line) in stub.text.lines().enumerate() {
                let code = line.trim();
                inside |= code.contains("todo!(");
                if inside
                    && let Some(phrase) = phrases.iter().find(|phrase| code.contains(**phrase))
                {
                    let problem = format!("holds `{phrase}`, which the docs promise as a panic");
                    findings.add(&stub.to, index + 1, problem);
                }
                inside &= !code.ends_with([')', ';']);
            }
        }
    }
}

/// The phrases in quotes below a `# Panics` heading.
fn promised(text: &str) -> Vec<&str> {
    let mut inside = false;
    let mut phrases = Vec::new();
    for line in text.lines().map(str::trim) {
        let Some(doc) = line.strip_prefix("///").map(str::trim) else {
            inside = false;
            continue;
        };
        if doc.starts_with('#') {
            inside = doc == "# Panics";
        } else if inside {
            phrases.extend(doc.split('"').skip(1).step_by(2));
            phrases.extend(
                doc.split('`')
                    .skip(1)
                    .step_by(2)
                    .filter(|it| it.contains(' ')),
            );
        }
    }
    phrases
}

pub(super) fn derived(course: &Course, lesson: &Lesson) -> Vec<Stub> {
    // That it cannot be derived is the finding of another rule.
    stub::stubs(course, lesson).unwrap_or_default()
}

/// The line, from 1, from which on two texts differ.
fn first_difference(one: &str, other: &str) -> usize {
    let same = one.lines().zip(other.lines()).take_while(|(a, b)| a == b);
    same.count() + 1
}

#[cfg(test)]
mod tests {
    use super::{first_difference, promised};

    #[test]
    fn a_promised_panic_is_what_stands_in_quotes_under_panics() {
        let docs = "
/// Adds `a b` to \"all\".
///
/// # Panics
///
/// Panics with \"workers must be at least 1\" (`no worker`) if `workers` is 0.
///
/// # Errors
/// \"not this\"
pub fn f() { todo!(\"say \\\"hello\\\"\") }
";
        assert_eq!(promised(docs), ["workers must be at least 1", "no worker"]);
    }

    #[test]
    fn the_first_different_line_is_told() {
        assert_eq!(first_difference("a\nb\n", "a\nc\n"), 2);
        assert_eq!(first_difference("a\n", "a\nb\n"), 2);
    }
}
