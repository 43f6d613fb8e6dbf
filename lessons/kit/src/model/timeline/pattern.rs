//! The left side of a `let`.

use super::tokens::Token;

/// The left side of a `let`, as far as it matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    /// `name`, or a field that is assigned to.
    Name(String),
    /// `(one, other)`.
    Tuple(Vec<Pattern>),
    /// `[one, other]`.
    Array(Vec<Pattern>),
    /// Anything else.
    Other,
}

impl Pattern {
    /// From the tokens between `let` and `=`, the type included.
    pub(super) fn parse(tokens: &[Token]) -> Self {
        let texts: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
        let texts = texts.strip_prefix(&["mut"]).unwrap_or(&texts);
        match texts.first() {
            Some(&"(") => Self::elements(tokens).map_or(Self::Other, Self::Tuple),
            Some(&"[") => Self::elements(tokens).map_or(Self::Other, Self::Array),
            Some(name) if matches!(texts.get(1), None | Some(&":")) => {
                Self::Name((*name).to_string())
            }
            _ => Self::Other,
        }
    }

    /// What stands between the brackets that begin here.
    fn elements(tokens: &[Token]) -> Option<Vec<Self>> {
        let (mut depth, mut from, mut parts) = (0_usize, 1, Vec::new());
        for (index, token) in tokens.iter().enumerate() {
            match token.text.as_str() {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => {
                    depth -= 1;
                    if depth == 0 {
                        if from < index {
                            parts.push(Self::parse(&tokens[from..index]));
                        }
                        return Some(parts);
                    }
                }
                "," if depth == 1 => {
                    parts.push(Self::parse(&tokens[from..index]));
                    from = index + 1;
                }
                _ => {}
            }
        }
        None
    }
}
