//! How a function is called.

use crate::source::{Kind, Token};

/// A function's signature.
#[derive(Clone, Debug)]
pub struct Signature {
    /// As it is written, in one line.
    pub text: String,
    /// What a caller depends on: the same without the names of the parameters.
    shape: String,
}

impl PartialEq for Signature {
    fn eq(&self, other: &Self) -> bool {
        self.shape == other.shape
    }
}

impl Eq for Signature {}

impl Signature {
    /// Reads the first of `tokens` up to the body; they are tokens of `source`.
    pub(super) fn read(source: &str, tokens: &[Token<'_>]) -> Self {
        let ends = |token: &Token<'_>| token.is('{') || token.is(';');
        let (head, rest) = tokens.split_at(tokens.iter().position(ends).unwrap_or(tokens.len()));
        let from = head.first().map_or(source.len(), |token| token.start);
        let to = rest.first().map_or(source.len(), |token| token.start);
        let words: Vec<_> = source[from..to].split_whitespace().collect();
        Self {
            text: words.join(" ").replace("( ", "(").replace(", )", ")"),
            shape: shape(head),
        }
    }
}

/// The tokens without the parameters' names, and without a comma that may stand at the end or not.
fn shape(tokens: &[Token<'_>]) -> String {
    let mut shape = String::new();
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        let next =
            |ahead: usize, sign: char| tokens.get(at + ahead).is_some_and(|token| token.is(sign));
        match token.kind {
            // `name: Type`, but not `path::to`.
            Kind::Word(_) if depth == 1 && next(1, ':') && !next(2, ':') => continue,
            Kind::Word("mut") if depth == 1 && next(2, ':') => continue,
            Kind::Sign(',') if next(1, ')') => continue,
            Kind::Word(word) => shape.push_str(word),
            Kind::Sign(sign) => {
                match sign {
                    '(' => depth += 1,
                    ')' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                shape.push(sign);
            }
            Kind::Literal | Kind::Doc(_) => {}
        }
        shape.push(' ');
    }
    shape
}
