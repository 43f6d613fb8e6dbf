//! Every test has its hints.

use std::collections::BTreeSet;

use super::Findings;
use crate::{course::Course, hints};

/// Every test has two or three hints, and every hint a test.
pub(super) fn steps(course: &Course, findings: &mut Findings) {
    for lesson in &course.lessons {
        let file = lesson.folder.join("hints.md");
        let text = findings.read(course, &file);
        let tests: BTreeSet<&str> = lesson
            .exercises
            .iter()
            .flat_map(|exercise| exercise.all_tests())
            .map(|(_, test)| test)
            .collect();
        let mut seen = BTreeSet::new();
        for hints in &hints::parse(&text) {
            let test = hints.test.as_str();
            let line = text
                .lines()
                .position(|line| line.starts_with("## ") && line.contains(test));
            let line = line.map_or(0, |index| index + 1);
            if !tests.contains(test) {
                findings.add(&file, line, format!("there is no test `{test}`"));
            }
            if !seen.insert(test.to_owned()) {
                findings.add(&file, line, format!("`{test}` is there twice"));
            }
            if !(2..=3).contains(&hints.steps.len()) {
                let problem = format!("has {} steps, not 2 or 3", hints.steps.len());
                findings.add(&file, line, problem);
            }
        }
        for test in tests.iter().filter(|test| !seen.contains(**test)) {
            findings.add(&file, 0, format!("there is no hint for `{test}`"));
        }
    }
}
