//! The compiler's warnings, as notes beside a test that failed.

use std::path::PathBuf;

use crate::{build::Warning, course::Lesson, judge::stand::Stand, reset::belongs_to};

/// Those of an exercise's own files, in words.
pub(super) fn notes(
    warnings: &[Warning],
    exercise: &str,
    lesson: &Lesson,
    stand: &Stand,
) -> Vec<String> {
    let mut notes = Vec::new();
    for warning in warnings {
        let inside = stand.inside(&warning.file);
        let source = lesson.folder.join("src");
        let is_its = |it: &PathBuf| belongs_to(lesson, exercise, &source.join(it));
        let Some(inside) = inside.filter(is_its) else {
            continue;
        };
        let file = stand.locate(&warning.file.to_string_lossy());
        let file = file.unwrap_or_else(|| warning.file.clone());
        let file = match file.ends_with(&inside) {
            true => inside.to_string_lossy(),
            // A file that is judged in its place.
            false => file.file_name().unwrap_or_default().to_string_lossy(),
        };
        let (line, text) = (warning.line, &warning.text);
        notes.push(format!("the compiler warns of {file}, line {line}: {text}"));
    }
    notes
}
