//! The hints of a lesson: `hints.md`, a heading per test and a list of steps below it.

use std::{fs, io};

use crate::course::{Course, Lesson};

/// The hints for one test, from a nudge to nearly the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hints {
    /// The test's path: `bank::t1_promise`.
    pub test: String,
    /// In Markdown, each on lines of its own; at least one.
    pub steps: Vec<String>,
}

/// The hints of a lesson, in the order of the file.
///
/// # Errors
///
/// If `hints.md` cannot be read.
pub fn of(course: &Course, lesson: &Lesson) -> io::Result<Vec<Hints>> {
    fs::read_to_string(course.root.join(lesson.folder.join("hints.md"))).map(|text| parse(&text))
}

/// Reads `## exercise::test` headings and the ordered list below each. A list item goes on over indented
/// lines; whatever else stands there is for readers of the file.
pub fn parse(text: &str) -> Vec<Hints> {
    let mut all: Vec<Hints> = Vec::new();
    let mut in_code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if let Some(test) = line.strip_prefix("## ").filter(|_| !in_code) {
            all.push(Hints {
                test: test.trim().trim_matches('`').to_owned(),
                steps: Vec::new(),
            });
            continue;
        }
        let Some(hints) = all.last_mut() else {
            continue;
        };
        if let Some(step) = numbered(line) {
            hints.steps.push(step.to_owned());
        } else if let Some(step) = hints.steps.last_mut()
            && (line.starts_with(' ') || line.is_empty())
        {
            step.push('\n');
            step.push_str(line.strip_prefix("   ").unwrap_or(line.trim_start()));
        }
    }
    for hints in &mut all {
        for step in &mut hints.steps {
            step.truncate(step.trim_end().len());
        }
    }
    all
}

/// `1. Look.` → `Look.`
fn numbered(line: &str) -> Option<&str> {
    let (number, step) = line.split_once(". ")?;
    number.parse::<u32>().ok().map(|_| step)
}

#[cfg(test)]
mod tests {
    use super::{Hints, parse};

    #[test]
    fn steps_are_read_with_their_further_lines() {
        let text = "\
# Hints

Not before you have tried.

## a::t1_x

1. Look.
   And look again:
   ```rust
   ## no heading
   1. no step
   ```
2. Do.

## a::t2_y

Nothing here.
";
        let look = "Look.\nAnd look again:\n```rust\n## no heading\n1. no step\n```";
        let hints = |test: &str, steps: &[&str]| Hints {
            test: test.into(),
            steps: steps.iter().map(|&step| step.into()).collect(),
        };
        assert_eq!(
            parse(text),
            [hints("a::t1_x", &[look, "Do."]), hints("a::t2_y", &[])]
        );
    }
}
