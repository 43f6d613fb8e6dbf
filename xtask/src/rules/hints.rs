//! Every test has its hints.

use std::collections::BTreeSet;

use super::Findings;
use crate::course::Course;

/// Every test has two or three hints, and every hint a test.
pub(super) fn steps(course: &Course, findings: &mut Findings) {
    for lesson in &course.lessons {
        let file = lesson.folder.join("hints.md");
        let text = findings.read(course, &file);
        let sections = sections(&text);
        let tests: BTreeSet<&str> = lesson
            .exercises
            .iter()
            .flat_map(|exercise| exercise.all_tests())
            .map(|(_, test)| test)
            .collect();
        let mut seen = BTreeSet::new();
        for section in &sections {
            if !tests.contains(section.test) {
                findings.add(
                    &file,
                    section.line,
                    format!("there is no test `{}`", section.test),
                );
            }
            if !seen.insert(section.test) {
                findings.add(
                    &file,
                    section.line,
                    format!("`{}` is there twice", section.test),
                );
            }
            if !(2..=3).contains(&section.steps) {
                let problem = format!("has {} steps, not 2 or 3", section.steps);
                findings.add(&file, section.line, problem);
            }
        }
        for test in tests.difference(&seen) {
            findings.add(&file, 0, format!("there is no hint for `{test}`"));
        }
    }
}

struct Section<'a> {
    test: &'a str,
    line: usize,
    steps: usize,
}

/// The `## exercise::test` sections, each with the length of its ordered list.
fn sections(text: &str) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if let Some(test) = line.strip_prefix("## ") {
            sections.push(Section {
                test: test.trim(),
                line: index + 1,
                steps: 0,
            });
        } else if let Some(section) = sections.last_mut() {
            let number = line.split_once(". ").map(|(number, _)| number);
            section.steps +=
                usize::from(number.is_some_and(|number| number.parse::<u32>().is_ok()));
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::sections;

    #[test]
    fn the_steps_of_each_section_are_counted() {
        let text =
            "# Hints\n\n## a::t1_x\n\n1. Look.\n   And look.\n2. Do.\n\n## a::t2_y\n\nNone. Yet.\n";
        let found: Vec<_> = sections(text)
            .iter()
            .map(|section| (section.test, section.line, section.steps))
            .collect();
        assert_eq!(found, [("a::t1_x", 3, 2), ("a::t2_y", 9, 0)]);
    }
}
