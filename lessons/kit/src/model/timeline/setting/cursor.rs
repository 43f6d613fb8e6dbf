//! A place among tokens, and the ways back from it.

use crate::model::timeline::tokens::Token;

pub(super) struct Cursor<'a> {
    pub(super) tokens: &'a [Token],
    /// The first token of what has been walked over.
    pub(super) at: usize,
}

impl Cursor<'_> {
    pub(super) fn text(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| &token.text)
    }

    /// The token before; empty at the beginning of the file.
    pub(super) fn before(&self, back: usize) -> &str {
        self.at
            .checked_sub(back)
            .map_or("", |index| self.text(index))
    }

    pub(super) fn name_before(&self, back: usize) -> Option<&str> {
        let token = &self.tokens[self.at.checked_sub(back)?];
        token.is_name().then_some(token.text.as_str())
    }

    /// The bracket that is open at `self.at`, and how many commas stand before it at its level.
    pub(super) fn opener(&self) -> Option<(usize, usize)> {
        let (mut depth, mut commas) = (0_usize, 0);
        for index in (0..self.at).rev() {
            match self.text(index) {
                ")" | "]" | "}" => depth += 1,
                "(" | "[" | "{" if depth == 0 => return Some((index, commas)),
                "(" | "[" | "{" => depth -= 1,
                "," if depth == 0 => commas += 1,
                _ => {}
            }
        }
        None
    }

    /// Goes back over `a.b(c)[d]?` to its first token. `self.at` stands on the `.` after it.
    pub(super) fn skip_receiver(&mut self) {
        loop {
            match self.before(1) {
                ")" | "]" | "}" => {
                    self.at -= 1;
                    match self.opener() {
                        Some((open, _)) => self.at = open,
                        None => return,
                    }
                    // A call or an index has a callee; a tuple or a block has not.
                    let callee = self.at.checked_sub(1).map(|i| &self.tokens[i]);
                    if !callee.is_some_and(|t| t.is_value() || t.text == ">" || t.text == "!") {
                        return;
                    }
                }
                "?" | "!" => self.at -= 1,
                ">" => self.skip_generics(),
                _ if self.at > 0 && self.tokens[self.at - 1].is_value() => {
                    self.at -= 1;
                    if !matches!(self.before(1), "." | "::") {
                        return;
                    }
                    self.at -= 1;
                }
                _ => return,
            }
        }
    }

    /// Goes back over `::<…>`.
    fn skip_generics(&mut self) {
        let mut depth = 0_usize;
        while self.at > 0 {
            self.at -= 1;
            match self.text(self.at) {
                ">" => depth += 1,
                "<" => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        if self.before(1) == "::" {
            self.at -= 1;
        }
    }

    /// Whether the brackets that open here hold a comma of their own.
    pub(super) fn is_tuple(&self, open: usize) -> bool {
        let mut depth = 0_usize;
        for index in open..self.tokens.len() {
            match self.text(index) {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" if depth == 1 => return false,
                ")" | "]" | "}" => depth -= 1,
                "," if depth == 1 => return true,
                _ => {}
            }
        }
        false
    }

    /// Whether no semicolon follows what was walked over.
    pub(super) fn is_value_of_block(&self) -> bool {
        let mut depth = 0_usize;
        for index in self.at..self.tokens.len() {
            match self.text(index) {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" if depth == 0 => return true,
                ")" | "]" | "}" => depth -= 1,
                ";" if depth == 0 => return false,
                _ => {}
            }
        }
        false
    }
}
