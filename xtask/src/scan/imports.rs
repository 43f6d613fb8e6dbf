//! What a source file imports, and which paths it writes.

use crate::source::{Kind, Token};

/// One name that a `use` brings in.
#[derive(Debug, PartialEq)]
pub struct Import<'s> {
    /// From 1.
    pub line: u32,
    /// As it is written, and `*` at the end for everything of a module.
    pub path: Vec<&'s str>,
    /// What it is called here.
    pub name: &'s str,
}

/// The imports of all `use` declarations, also of those inside of functions.
pub fn imports<'s>(tokens: &[Token<'s>]) -> Vec<Import<'s>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match tokens[at].word() {
            Some("use") => {
                at += 1;
                at = tree(tokens, at, &[], &mut found);
            }
            // `extern crate std as s;`
            Some("crate") if at > 0 && tokens[at - 1].word() == Some("extern") => {
                at += 1;
                at = tree(tokens, at, &[], &mut found);
            }
            _ => at += 1,
        }
    }
    found
}

/// Reads a tree of a `use` from `at` on. Returns where it ends.
fn tree<'s>(
    tokens: &[Token<'s>],
    mut at: usize,
    prefix: &[&'s str],
    found: &mut Vec<Import<'s>>,
) -> usize {
    let mut path = prefix.to_vec();
    let mut line = tokens.get(at).map_or(0, |token| token.line);
    let mut renamed = None;
    while let Some(token) = tokens.get(at) {
        match token.kind {
            Kind::Word("as") => {
                renamed = tokens.get(at + 1).and_then(Token::word);
                at += 2;
                continue;
            }
            Kind::Word("self") if !path.is_empty() => {}
            Kind::Word(word) => {
                path.push(word);
                line = token.line;
            }
            Kind::Sign('*') => path.push("*"),
            Kind::Sign(':') => {}
            Kind::Sign('{') => {
                at += 1;
                while tokens
                    .get(at)
                    .is_some_and(|token| !token.is('}') && !token.is(';'))
                {
                    let before = at;
                    at = tree(tokens, at, &path, found);
                    if tokens.get(at).is_some_and(|token| token.is(',')) || at == before {
                        at += 1;
                    }
                }
                return at + 1;
            }
            _ => break,
        }
        at += 1;
    }
    if let Some(&last) = path.last() {
        let name = renamed.unwrap_or(last);
        found.push(Import { line, path, name });
    }
    at
}

/// Every path outside of `use` declarations: its line and its words. What follows a `.` is no path.
pub(super) fn paths<'s>(tokens: &[Token<'s>]) -> Vec<(u32, Vec<&'s str>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let Some(word) = token.word() else {
            at += 1;
            continue;
        };
        if word == "use" {
            at = tree(tokens, at + 1, &[], &mut Vec::new());
            continue;
        }
        let line = token.line;
        let after_a_dot = at > 0 && tokens[at - 1].is('.');
        let mut path = vec![word];
        at += 1;
        while let [first, second, next, ..] = &tokens[at..]
            && first.is(':')
            && second.is(':')
            && let Some(word) = next.word()
        {
            path.push(word);
            at += 3;
        }
        if !after_a_dot {
            found.push((line, path));
        }
    }
    found
}
