//! The learner's source, read when a failure is drawn and never before.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    path::{Path, PathBuf},
    rc::Rc,
};

use super::tokens::{Token, tokens};
use crate::model::log::Place;

/// Where source lines come from: the disk, or a test's own texts.
pub(crate) struct Sources {
    roots: Vec<PathBuf>,
    files: RefCell<BTreeMap<String, Option<Rc<Source>>>>,
}

impl Sources {
    /// Reads from the disk. rustc names files relative to the workspace, tests run in their
    /// package's folder: so every folder above that one is tried.
    pub(crate) fn on_disk() -> Self {
        let here = std::env::current_dir().unwrap_or_default();
        let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let roots = [Some(here), package]
            .iter()
            .flatten()
            .flat_map(|folder| folder.ancestors().map(Path::to_path_buf))
            .collect();
        Self {
            roots,
            files: RefCell::default(),
        }
    }

    /// Knows these files only: names and texts.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let files = files
            .iter()
            .map(|(name, text)| ((*name).to_string(), Some(Rc::new(Source::new(text)))))
            .collect();
        Self {
            roots: Vec::new(),
            files: RefCell::new(files),
        }
    }

    /// One file; `None` if it cannot be read.
    pub(super) fn file(&self, name: &str) -> Option<Rc<Source>> {
        self.files
            .borrow_mut()
            .entry(name.to_string())
            .or_insert_with(|| {
                let text = self
                    .roots
                    .iter()
                    .find_map(|root| std::fs::read_to_string(root.join(name)).ok())?;
                Some(Rc::new(Source::new(&text)))
            })
            .clone()
    }

    /// The tokens of one file; none if it cannot be read.
    #[cfg_attr(
        not(feature = "explorer"),
        expect(dead_code, reason = "loom takes no executions for the same")
    )]
    pub(crate) fn words(&self, name: &str) -> Vec<String> {
        let texts = |source: Rc<Source>| source.tokens.iter().map(|t| t.text.clone()).collect();
        self.file(name).map(texts).unwrap_or_default()
    }

    /// The statement at a place, on one line; empty if the file cannot be read.
    pub(super) fn code(&self, place: Place) -> String {
        self.file(place.file)
            .map(|source| source.statement(place.line))
            .unwrap_or_default()
    }
}

/// One file.
pub(super) struct Source {
    lines: Vec<String>,
    /// The same text in tokens.
    pub(super) tokens: Vec<Token>,
}

/// Enough for the widest terminal; a longer statement is cut anyway.
const LONG_ENOUGH: usize = 160;

impl Source {
    fn new(text: &str) -> Self {
        Self {
            lines: text.lines().map(str::to_string).collect(),
            tokens: tokens(text),
        }
    }

    fn trimmed(&self, line: usize) -> &str {
        self.lines.get(line).map_or("", |text| text.trim())
    }

    /// The line, and what is needed to make sense of it: where a chain of calls is spread over
    /// lines (`.lock()` alone says nothing) its beginning, and after an open bracket what follows.
    fn statement(&self, line: u32) -> String {
        let Some(here) = (line as usize).checked_sub(1) else {
            return String::new();
        };
        let mut first = here;
        while first > 0 && self.trimmed(first).starts_with('.') {
            first -= 1;
        }
        let mut text = String::new();
        for next in first..self.lines.len() {
            let line = self.trimmed(next);
            let goes_on = line.starts_with('.') || is_open(&text);
            if text.len() > LONG_ENOUGH || (next > here && !goes_on) {
                break;
            }
            if !(text.is_empty() || text.ends_with(['(', '[']) || line.starts_with(['.', ')', ']']))
            {
                text.push(' ');
            }
            text.push_str(line);
        }
        text
    }
}

/// Whether a list of arguments is still to be ended.
fn is_open(text: &str) -> bool {
    let count = |brackets: [char; 2]| text.chars().filter(|c| brackets.contains(c)).count();
    text.ends_with(['(', '[', ',']) && count(['(', '[']) > count([')', ']'])
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn a_plain_line_stays_alone() {
        let source = Source::new("let a = 1;\n  let b = 2;\nlet c = 3;\n");
        assert_eq!(source.statement(2), "let b = 2;");
    }

    #[test]
    fn a_chain_over_lines_is_shown_from_its_beginning() {
        let source =
            Source::new("self.state\n    .lock()\n    .unwrap()\n    .push(1);\nnext();\n");
        assert_eq!(source.statement(2), "self.state.lock().unwrap().push(1);");
    }

    #[test]
    fn an_open_bracket_is_followed() {
        let source = Source::new("assert_eq!(\n    total(),\n    2,\n);\n");
        assert_eq!(source.statement(1), "assert_eq!(total(), 2,);");
    }

    #[test]
    fn lines_that_do_not_exist_are_empty() {
        let source = Source::new("one\n");
        assert_eq!(source.statement(0), "");
        assert_eq!(source.statement(7), "");
    }
}
