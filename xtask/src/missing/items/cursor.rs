//! A place among the tokens of a module, and the steps from there on.

use crate::source::{Kind, Token};

/// Steps over tokens, from the first one to the last.
#[derive(Debug)]
pub(super) struct Cursor<'t, 's> {
    tokens: &'t [Token<'s>],
    at: usize,
}

impl<'t, 's> Cursor<'t, 's> {
    /// In front of the first token.
    pub(super) fn new(tokens: &'t [Token<'s>]) -> Self {
        Self { tokens, at: 0 }
    }

    /// The token that comes next; `None` at the end.
    pub(super) fn token(&self) -> Option<&'t Token<'s>> {
        self.tokens.get(self.at)
    }

    /// The one behind it.
    pub(super) fn second(&self) -> Option<&'t Token<'s>> {
        self.tokens.get(self.at + 1)
    }

    /// The next token, if it is a word.
    pub(super) fn word(&self) -> Option<&'s str> {
        self.token()?.word()
    }

    /// The next token, if it is a sign.
    pub(super) fn sign(&self) -> Option<char> {
        match self.token()?.kind {
            Kind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    /// Whether the token before the next one is this sign.
    pub(super) fn is_behind(&self, sign: char) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        before.is_some_and(|token| token.is(sign))
    }

    /// The token that was stepped over last, and all that follow.
    pub(super) fn with_the_last(&self) -> &'t [Token<'s>] {
        &self.tokens[self.at.saturating_sub(1)..]
    }

    /// Over one token.
    pub(super) fn step(&mut self) {
        self.at += 1;
    }

    /// Over one token, or everything in a pair of brackets.
    pub(super) fn skip_one(&mut self) {
        let mut depth = 0_usize;
        while let Some(token) = self.token() {
            self.step();
            match token.kind {
                Kind::Sign('{' | '(' | '[') => depth += 1,
                Kind::Sign('}' | ')' | ']') => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// Over a literal, if one comes next.
    pub(super) fn skip_literal(&mut self) {
        if self
            .token()
            .is_some_and(|token| token.kind == Kind::Literal)
        {
            self.step();
        }
    }

    /// Over a `pub` in front of an item that every crate can name. Whether there is one.
    pub(super) fn public(&mut self) -> bool {
        let public =
            self.word() == Some("pub") && !self.second().is_some_and(|token| token.is('('));
        if public {
            self.step();
        }
        public
    }

    /// Takes the documentation and the attributes in front of an item.
    pub(super) fn docs(&mut self) -> String {
        let mut docs = String::new();
        while let Some(token) = self.token() {
            match token.kind {
                Kind::Doc(line) => {
                    docs.push_str(line);
                    docs.push('\n');
                    self.step();
                }
                Kind::Sign('#') => {
                    self.step();
                    self.skip_one();
                }
                _ => break,
            }
        }
        docs
    }
}
