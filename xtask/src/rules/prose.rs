//! Markdown: one sentence a line, so that a change shows as what it is.

use std::path::{Path, PathBuf};

use super::{Findings, files_below};
use crate::course::{Course, FOUNDATIONS};

/// A line of prose is one sentence. A light check: it sees a full stop, then a capital letter.
pub(super) fn one_sentence_a_line(course: &Course, findings: &mut Findings) {
    for file in documents(course) {
        let text = findings.read(course, &file);
        let mut code = false;
        for (index, line) in text.lines().enumerate() {
            let fence = line.trim_start().starts_with("```");
            code ^= fence;
            let table = line.trim_start().starts_with('|');
            if !code
                && !fence
                && !table
                && let Some(rest) = second_sentence(line)
            {
                let shown: String = rest.chars().take(30).collect();
                findings.add(
                    &file,
                    index + 1,
                    format!("a second sentence begins: {shown}…"),
                );
            }
        }
    }
}

/// The documents of the course: at the root, and one level down in its folders.
fn documents(course: &Course) -> Vec<PathBuf> {
    let mut folders = vec![PathBuf::new(), "xtask".into(), "tests".into()];
    folders.extend(FOUNDATIONS.map(PathBuf::from));
    for lesson in &course.lessons {
        folders.extend([lesson.folder.clone(), lesson.solution.clone()]);
    }
    let mut documents: Vec<PathBuf> = folders
        .iter()
        .flat_map(|it| directly_in(course, it))
        .collect();
    documents.sort();
    documents
}

fn directly_in(course: &Course, folder: &Path) -> Vec<PathBuf> {
    let files = if folder.as_os_str().is_empty() {
        [
            "README.md",
            "ARCHITECTURE.md",
            "CONTRIBUTING.md",
            "CHANGELOG.md",
        ]
        .map(PathBuf::from)
        .to_vec()
    } else {
        files_below(course, folder)
    };
    files
        .into_iter()
        .filter(|file| file.extension().is_some_and(|extension| extension == "md"))
        .filter(|file| course.root.join(file).is_file())
        .collect()
}

/// What follows the first sentence of a line.
fn second_sentence(line: &str) -> Option<&str> {
    let text = without_marker(line);
    let bytes = text.as_bytes();
    let mut quoted = false;
    let mut words = 0;
    for (at, c) in text.char_indices() {
        match c {
            '`' | '"' => quoted = !quoted,
            ' ' => words += 1,
            '.' | '?' | '!' if !quoted => {
                let mut next = at + 1;
                while matches!(bytes.get(next), Some(b')' | b'*' | b'_')) {
                    next += 1;
                }
                let rest = text.get(next..).unwrap_or_default();
                let begins = rest
                    .strip_prefix(' ')
                    .is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase()));
                // Bold words at the head of a list's entry are a title: "**Mend it.** Look at …".
                let title = text.starts_with("**") && text[at..].starts_with(".**") && words < 8;
                if begins && !title && !abbreviation(&text[..at]) {
                    return Some(rest.trim_start());
                }
            }
            _ => {}
        }
    }
    None
}

/// The line without what makes it an entry of a list, a quotation or a heading.
fn without_marker(line: &str) -> &str {
    let text = line
        .trim_start()
        .trim_start_matches(['#', '>'])
        .trim_start();
    if let Some(text) = text.strip_prefix("- ").or_else(|| text.strip_prefix("* ")) {
        return text;
    }
    match text.split_once(". ") {
        Some((number, rest)) if number.bytes().all(|it| it.is_ascii_digit()) => rest,
        _ => text,
    }
}

/// Whether the full stop after this text ends an abbreviation or an initial, not a sentence.
fn abbreviation(before: &str) -> bool {
    let word = before.rsplit([' ', '(']).next().unwrap_or_default();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    initial || ["e.g", "i.e", "cf", "vs", "p", "pp", "No", "ch", "etc", "St"].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::second_sentence;

    #[test]
    fn a_second_sentence_is_seen() {
        for two in [
            "One. Two.",
            "- Is it? Yes.",
            "1. Look. Then go.",
            "It (was.) So it is.",
            "> A. Long. One",
        ] {
            assert!(second_sentence(two).is_some(), "{two}");
        }
    }

    #[test]
    fn one_sentence_is_left_alone() {
        for one in [
            "One.",
            "1. Look.",
            "E. W. Dijkstra, EWD 310.",
            "It says \"No. Never.\" and stops.",
            "Run `cargo. Yes` now, in std.sync. or so",
            "Some locks, e.g. Mutex.",
            "## 1. Title",
            "**Mend it.** Look at the file.",
        ] {
            assert_eq!(second_sentence(one), None, "{one}");
        }
    }
}
