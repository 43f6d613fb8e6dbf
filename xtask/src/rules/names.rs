//! The public names of a lesson: what learners fill in.

use super::{Findings, files_below, has_word, stubs};
use crate::course::Course;

/// Every public name is used by a test, so that none can be renamed, removed or left a `todo!` unseen.
pub(super) fn used(course: &Course, findings: &mut Findings) {
    for lesson in &course.lessons {
        let mut tests = String::new();
        for target in ["contract", "race"] {
            for file in files_below(course, &lesson.folder.join("tests").join(target)) {
                tests.push_str(&findings.read(course, &file));
            }
        }
        for stub in stubs::derived(course, lesson) {
            for (line, name) in public(&stub.text) {
                if !has_word(&tests, name) {
                    findings.add(&stub.to, line, format!("no test uses the public `{name}`"));
                }
            }
        }
    }
}

/// The public names of a module, each with its line (from 1): items, methods, fields and variants.
fn public(text: &str) -> Vec<(usize, &str)> {
    let mut names = Vec::new();
    let mut in_enum = false;
    for (index, line) in text.lines().enumerate() {
        let code = line.trim();
        let item = code.strip_prefix("pub ");
        if in_enum {
            in_enum = line != "}";
            names.extend(variant(line).map(|name| (index + 1, name)));
        }
        in_enum |= item.is_some_and(|item| item.starts_with("enum ")) && code.ends_with('{');
        if let Some(name) = item.and_then(item_name) {
            names.push((index + 1, name));
        }
    }
    names
}

/// The name that follows `pub `: of an item, or of a field.
fn item_name(item: &str) -> Option<&str> {
    const KEYWORDS: [&str; 9] = [
        "const", "unsafe", "async", "fn", "struct", "enum", "trait", "type", "static",
    ];
    let mut words = item.split_whitespace();
    let first = words.find(|word| !KEYWORDS.contains(word))?;
    if ["use", "mod"].contains(&first) {
        return None;
    }
    identifier(first)
}

/// A variant stands one step in, and begins with a capital letter.
fn variant(line: &str) -> Option<&str> {
    let code = line.strip_prefix("    ")?;
    identifier(code).filter(|name| name.starts_with(|c: char| c.is_uppercase()))
}

/// The identifier that the text begins with.
fn identifier(text: &str) -> Option<&str> {
    let end = text
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(text.len());
    Some(&text[..end]).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::public;

    #[test]
    fn items_methods_fields_and_variants_are_public_names() {
        let text = "
pub use other::Thing;
pub type Cents = u64;
pub struct TooPoor {
    /// How much.
    pub lacks: Cents,
    hidden: u8,
}
pub enum End {
    /// Code.
    Exited(i32),
    TimedOut,
}
impl Account {
    pub const fn new() -> Self {}
    fn private() {}
    pub(crate) fn inner() {}
}
pub fn transfer(from: &Account) {}
";
        let names: Vec<_> = public(text).into_iter().map(|(_, name)| name).collect();
        assert_eq!(
            names,
            [
                "Cents", "TooPoor", "lacks", "End", "Exited", "TimedOut", "new", "transfer"
            ]
        );
    }
}
