//! What stands around an expression in the source: the learner's own name for what it makes.
//!
//! Walks outward from the expression, over calls, closures, blocks and brackets, until something
//! is bound, or until the function ends. Not a parser: where it does not understand the source it
//! stops, and the timeline uses a plainer name.

mod cursor;
#[cfg(test)]
mod tests;

use self::cursor::Cursor;
use super::{pattern::Pattern, tokens::Token};

/// One step outward.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Around {
    /// It is this field of a struct: `balance: …`.
    Field(String),
    /// It stands at this place of a tuple or a tuple struct.
    Position(usize),
    /// It stands at this place of an array or a `vec!`.
    Element(usize),
    /// It is made in a closure that an iterator calls for each of its items.
    Each,
    /// It is bound by this pattern: `let PATTERN = …`.
    Bound(Pattern),
    /// It is what the function gives back, or is bound to nothing in it.
    Given,
}

/// What stands around the expression that begins at this line and column, from the inside out.
pub(super) fn setting(tokens: &[Token], line: u32, column: u32) -> Vec<Around> {
    let start = tokens
        .iter()
        .position(|t| (t.line, t.column) >= (line, column));
    let Some(start) = start else {
        return Vec::new();
    };
    let mut walk = Walk {
        cursor: Cursor { tokens, at: start },
        found: Vec::new(),
    };
    walk.outward();
    walk.found
}

/// The first token of the expression that ends before `end`: of `a.b(c)[d]`.
pub(super) fn receiver_start(tokens: &[Token], end: usize) -> usize {
    let mut cursor = Cursor { tokens, at: end };
    cursor.skip_receiver();
    cursor.at
}

struct Walk<'a> {
    cursor: Cursor<'a>,
    found: Vec<Around>,
}

impl Walk<'_> {
    fn outward(&mut self) {
        // Each turn goes back by at least one token or ends.
        loop {
            match self.cursor.before(1) {
                "." => {
                    self.cursor.at -= 1;
                    self.cursor.skip_receiver();
                }
                "&" | "*" | "mut" | "move" | "async" => self.cursor.at -= 1,
                "=" => return self.binding(),
                ":" => match self.cursor.name_before(2) {
                    Some(name) => {
                        self.found.push(Around::Field(name.to_string()));
                        self.cursor.at -= 2;
                        match self.cursor.opener() {
                            Some((open, _)) if self.cursor.text(open) == "{" => {
                                self.leave_struct(open)
                            }
                            _ => return,
                        }
                    }
                    None => return,
                },
                "," | "(" | "[" => match self.cursor.opener() {
                    Some((open, commas)) => self.leave_list(open, commas),
                    None => return,
                },
                "|" => {
                    self.cursor.at -= 2;
                    while self.cursor.at > 0 && self.cursor.text(self.cursor.at) != "|" {
                        self.cursor.at -= 1;
                    }
                    self.leave_closure();
                }
                "||" => {
                    self.cursor.at -= 1;
                    self.leave_closure();
                }
                "{" | ";" | "}" => match self.cursor.opener() {
                    Some((open, _)) if self.cursor.text(open) == "{" && self.leave_block(open) => {}
                    _ => {
                        self.found.push(Around::Given);
                        return;
                    }
                },
                "return" => {
                    self.found.push(Around::Given);
                    return;
                }
                _ => return,
            }
        }
    }

    /// Out of `(…)` or `[…]`.
    fn leave_list(&mut self, open: usize, commas: usize) {
        self.cursor.at = open;
        if self.cursor.text(open) == "[" {
            self.found.push(Around::Element(commas));
            if self.cursor.before(1) == "!" {
                self.cursor.at -= 2;
            }
            return;
        }
        let callee = self.cursor.name_before(1).map(str::to_string);
        match callee {
            None if self.cursor.before(1) == ">" => self.cursor.skip_receiver(),
            None if self.cursor.before(1) == "!" => self.cursor.at -= 2,
            // A tuple, unless it is only a pair of brackets around something.
            None => {
                if commas > 0 || self.cursor.is_tuple(open) {
                    self.found.push(Around::Position(commas));
                }
            }
            Some(name) => {
                let constructor = name.starts_with(char::is_uppercase);
                if constructor && !matches!(name.as_str(), "Some" | "Ok" | "Err") {
                    self.found.push(Around::Position(commas));
                }
                self.cursor.skip_receiver();
            }
        }
    }

    /// Out of `Name { field: … }`, to the `Name`.
    fn leave_struct(&mut self, open: usize) {
        self.cursor.at = open;
        self.cursor.skip_receiver();
    }

    /// Out of `|x| …`: `self.cursor.at` stands on the first bar.
    fn leave_closure(&mut self) {
        if self.cursor.before(1) == "move" {
            self.cursor.at -= 1;
        }
        let called_by = (self.cursor.before(1) == "(")
            .then(|| self.cursor.name_before(2))
            .flatten();
        if matches!(
            called_by,
            Some("map" | "from_fn" | "repeat_with" | "for_each" | "flat_map")
        ) {
            self.found.push(Around::Each);
        }
    }

    /// Out of the block that opens here. False if it is a function's body, or if the expression is
    /// only one of the block's statements and not its value.
    fn leave_block(&mut self, open: usize) -> bool {
        let is_value = self.cursor.is_value_of_block();
        self.cursor.at = open;
        is_value
            && matches!(
                self.cursor.before(1),
                "=" | "(" | "," | "[" | "|" | "||" | ":" | "return" | "move" | "unsafe"
            )
    }

    /// `let PATTERN = …` or `place = …`: `self.cursor.at` stands behind the `=`.
    fn binding(&mut self) {
        let equals = self.cursor.at - 1;
        let mut depth = 0_usize;
        for index in (0..equals).rev() {
            match self.cursor.text(index) {
                ")" | "]" | "}" => depth += 1,
                "(" | "[" | "{" if depth > 0 => depth -= 1,
                "let" | "static" | "const" if depth == 0 => {
                    let pattern = Pattern::parse(&self.cursor.tokens[index + 1..equals]);
                    self.found.push(Around::Bound(pattern));
                    return;
                }
                ";" | "{" | "(" | "=>" if depth == 0 => break,
                _ => {}
            }
        }
        if let Some(name) = self.cursor.name_before(2) {
            let pattern = Pattern::Name(name.to_string());
            self.found.push(Around::Bound(pattern));
        }
    }
}
