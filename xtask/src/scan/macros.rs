//! What the macros that a crate writes itself are called with.

use std::{collections::BTreeSet, ops::Range};

use super::imports::imports;
use crate::source::{Kind, Token, tokens};

/// The macros of a crate's own. Such a macro can put the words of its call together as it likes.
#[derive(Clone, Debug, Default)]
pub struct OwnMacros {
    names: BTreeSet<String>,
    /// A macro makes macros: any name may be one of them.
    any: bool,
    /// One of them takes single words. What others take comes out as it went in.
    takes_words: bool,
    /// One of them writes attributes of what it takes.
    writes_attributes: bool,
}

impl OwnMacros {
    /// Those that these source files of one crate define.
    pub fn of<'s>(sources: impl IntoIterator<Item = &'s str>) -> Self {
        let mut own = Self::default();
        let mut renamed = BTreeSet::new();
        for source in sources {
            let tokens = tokens(source);
            for at in words(&tokens, "macro_rules") {
                match tokens.get(at + 2).and_then(Token::word) {
                    Some(name) => _ = own.names.insert(name.to_owned()),
                    None => own.any = true,
                }
            }
            let imports = imports(&tokens);
            let other_name = |import: &&super::Import<'_>| import.path.last() != Some(&import.name);
            renamed.extend(
                imports
                    .iter()
                    .filter(other_name)
                    .map(|it| it.name.to_owned()),
            );
            own.takes_words |= tokens.windows(4).any(|four| {
                four[0].is('$') && four[2].is(':') && matches!(four[3].word(), Some("ident" | "tt"))
            });
            own.writes_attributes |= tokens.windows(3).any(|three| {
                matches!(three[0].kind, Kind::Sign('#' | '!'))
                    && three[1].is('[')
                    && three[2].is('$')
            });
        }
        if own.any || !own.names.is_empty() {
            own.names.append(&mut renamed);
        }
        own
    }

    /// What stands in the brackets of each call that could put single words together.
    pub(super) fn calls(&self, tokens: &[Token<'_>]) -> Vec<Range<usize>> {
        match self.takes_words {
            true => self.all_calls(tokens),
            false => Vec::new(),
        }
    }

    /// The same for those that could make an attribute of it.
    pub(super) fn attributes(&self, tokens: &[Token<'_>]) -> Vec<Range<usize>> {
        match self.writes_attributes {
            true => self.all_calls(tokens),
            false => Vec::new(),
        }
    }

    fn all_calls(&self, tokens: &[Token<'_>]) -> Vec<Range<usize>> {
        let mut calls = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let Some(name) = token.word() else { continue };
            let by_argument = at > 0 && tokens[at - 1].is('$');
            let is_own = self.any || by_argument || self.names.contains(name);
            if is_own && tokens.get(at + 1).is_some_and(|it| it.is('!')) {
                calls.extend(group(tokens, at + 2));
            }
        }
        calls
    }
}

/// What stands in the brackets of each `macro_rules!`.
pub(super) fn definitions(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let definitions = words(tokens, "macro_rules");
    // Its name may be an argument of another macro: `$name`.
    let opens = |at| (at + 2..at + 5).find_map(|at| group(tokens, at));
    definitions.filter_map(opens).collect()
}

/// Where this word stands.
pub(super) fn words(tokens: &[Token<'_>], word: &'static str) -> impl Iterator<Item = usize> {
    tokens
        .iter()
        .enumerate()
        .filter(move |(_, token)| token.word() == Some(word))
        .map(|(at, _)| at)
}

/// What the bracket at this place holds, if there is one; to the end of the source, where it stays open.
pub(super) fn group(tokens: &[Token<'_>], at: usize) -> Option<Range<usize>> {
    let opens = |token: &Token<'_>| matches!(token.kind, Kind::Sign('(' | '[' | '{'));
    let closes = |token: &Token<'_>| matches!(token.kind, Kind::Sign(')' | ']' | '}'));
    tokens.get(at).filter(|token| opens(token))?;
    let mut depth = 0_usize;
    for (end, token) in tokens.iter().enumerate().skip(at) {
        if opens(token) {
            depth += 1;
        } else if closes(token) {
            depth -= 1;
            if depth == 0 {
                return Some(at + 1..end);
            }
        }
    }
    Some(at + 1..tokens.len())
}
