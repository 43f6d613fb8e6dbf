//! Finds where code uses what belongs to the tests: with the guard of a test, say, it could attest the test's end itself.
//!
//! No such use can do without the word `kit`. So it is not asked what a path leads to: wherever that word stands for
//! the crate, what follows must be open, and it must keep its name. A variable may be called `kit` as well.

use super::{
    imports::imports,
    macros::{OwnMacros, definitions, group, words},
};
use crate::source::{Kind, Token, tokens};

/// One use of what belongs to the tests, or of what could hide one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OffLimits {
    /// From 1.
    pub line: u32,
    /// `kit::case`.
    pub what: String,
    /// What to write in its place, where `what` does not say enough.
    pub instead: Option<&'static str>,
}

/// Of the kit, all that an exercise may use.
const OPEN: [&str; 6] = ["cell", "hint", "process", "sync", "thread", "thread_local"];

const BY_ITS_NAME: &str =
    "`kit` keeps its name here; import what you need of it, as in `use kit::sync::Mutex;`.";
const NO_EXTERN_CRATE: &str =
    "`kit` is there without that line; go on with `use kit::sync::Mutex;`, say.";
const NOT_IN_A_MACRO: &str = "a macro could make anything of the word `kit`; import what you need outside of it, as in \
    `use kit::sync::Mutex;`, and let the macro use that name.";
const A_MODULE: &str =
    "what your code consists of stands below `src`, in files that `mod NAME;` alone brings in.";

/// All such uses in a source file of a crate with these macros, in its order. Comments and literals do not count.
pub fn off_limits(source: &str, own: &OwnMacros) -> Vec<OffLimits> {
    let tokens = tokens(source);
    let mut found = Vec::new();
    let mut tell = |line, what: String, instead| {
        found.push(OffLimits {
            line,
            what,
            instead,
        });
    };
    for import in imports(&tokens) {
        let path = &import.path;
        for pair in path.windows(2) {
            if let ["kit", item] = pair
                && !OPEN.contains(item)
            {
                tell(import.line, format!("kit::{item}"), None);
            }
        }
        if path.last() == Some(&"kit") && import.name != "kit" {
            let what = format!("kit as {}", import.name);
            tell(import.line, what, Some(BY_ITS_NAME));
        }
        if let ["std" | "core", .., "include"] = path[..] {
            tell(import.line, path.join("::"), Some(A_MODULE));
        }
    }
    let definitions = definitions(&tokens);
    let calls = own.calls(&tokens);
    for at in words(&tokens, "kit") {
        let line = tokens[at].line;
        let before = |back: usize| at.checked_sub(back).map(|at| &tokens[at]);
        let is_before = |sign| before(1).is_some_and(|it| it.is(sign));
        let inside = |ranges: &[std::ops::Range<usize>]| ranges.iter().any(|it| it.contains(&at));
        let open = match &tokens[at + 1..] {
            [first, second, next, ..] if first.is(':') && second.is(':') => match next.kind {
                Kind::Word(item) if OPEN.contains(&item) => true,
                Kind::Word(item) => {
                    tell(line, format!("kit::{item}"), None);
                    continue;
                }
                // A function of this name, with its types.
                Kind::Sign('<') => false,
                // Read with the imports above.
                Kind::Sign('{' | '*') if is_in_a_use(&tokens, at) => true,
                _ => {
                    tell(line, "kit::…".into(), Some(BY_ITS_NAME));
                    continue;
                }
            },
            _ => false,
        };
        let of_the_language = |back, word| before(back).and_then(Token::word) == Some(word);
        if of_the_language(1, "crate") && of_the_language(2, "extern") {
            tell(line, "extern crate kit".into(), Some(NO_EXTERN_CRATE));
        } else if inside(&calls)
            || inside(&definitions) && !open && !is_before('$') && !is_before('.')
        {
            tell(line, "kit".into(), Some(NOT_IN_A_MACRO));
        }
    }
    for at in words(&tokens, "include") {
        let is_called =
            tokens.get(at + 1).is_some_and(|it| it.is('!')) && group(&tokens, at + 2).is_some();
        if is_called || calls.iter().any(|call| call.contains(&at)) {
            tell(tokens[at].line, "include!".into(), Some(A_MODULE));
        }
    }
    let attributes = own.attributes(&tokens);
    for at in words(&tokens, "path") {
        if is_an_attribute(&tokens, at) || attributes.iter().any(|call| call.contains(&at)) {
            tell(tokens[at].line, "#[path = …]".into(), Some(A_MODULE));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Whether an import, and nothing else, leads from a `use` through this place to its `;`.
fn is_in_a_use(tokens: &[Token<'_>], at: usize) -> bool {
    let of_a_tree = |token: &&Token<'_>| {
        matches!(
            token.kind,
            Kind::Word(_) | Kind::Sign(':' | '{' | '}' | ',' | '*')
        )
    };
    let before = tokens[..at].iter().rev().take_while(of_a_tree);
    let begins = before
        .take_while(|token| token.word() != Some("use"))
        .count();
    let begins = at
        .checked_sub(begins + 1)
        .is_some_and(|it| tokens[it].word() == Some("use"));
    let after = tokens[at..].iter().find(|token| !of_a_tree(token));
    begins && after.is_some_and(|token| token.is(';'))
}

/// Whether this word begins `path = …` in an attribute, also in one that holds under a condition.
fn is_an_attribute(tokens: &[Token<'_>], at: usize) -> bool {
    if !tokens.get(at + 1).is_some_and(|it| it.is('=')) {
        return false;
    }
    let is_first = |at: usize| match &tokens[..at] {
        [.., hash, open] if hash.is('#') => open.is('['),
        [.., hash, inner, open] if hash.is('#') && inner.is('!') => open.is('['),
        _ => false,
    };
    let holds_it = |at: usize, word| group(tokens, at + 1).is_some_and(|it| it.contains(&word));
    is_first(at)
        || words(tokens, "cfg_attr").any(|condition| is_first(condition) && holds_it(condition, at))
}

#[cfg(test)]
mod tests;
