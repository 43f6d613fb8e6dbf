//! Variables and paths, found in tokens: as much as it takes to follow a value.

use std::ops::Range;

use super::{pattern::Pattern, syntax::arguments, tokens::Token};

/// Where a variable gets its value: the tokens of its initial value, if they are told apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Variable {
    /// It is bound to this.
    To(Range<usize>),
    /// It is part of what this `let` takes apart, or of something else than an expression.
    Part,
    /// A closure, a loop or a pattern binds it.
    Elsewhere,
}

/// The binding of `name` that holds at `at`, inside of a function that begins at `from`, and
/// where its `let` stands. `None` if there is none.
pub(super) fn variable(
    tokens: &[Token],
    name: &str,
    from: usize,
    at: usize,
) -> Option<(Variable, usize)> {
    let mut depth = 0_usize;
    for index in (from..at).rev() {
        match tokens[index].text.as_str() {
            "}" => depth += 1,
            "{" => depth = depth.saturating_sub(1),
            "|" if depth == 0 && is_closure_parameter(tokens, index, name) => {
                return Some((Variable::Elsewhere, index));
            }
            "in" if depth == 0 && is_loop_variable(tokens, index, name) => {
                return Some((Variable::Elsewhere, index));
            }
            "let" if depth == 0 => {
                if let Some(found) = bound_by(tokens, index, name, at) {
                    return Some((found, index));
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether the bar ends a list of parameters with this name.
fn is_closure_parameter(tokens: &[Token], bar: usize, name: &str) -> bool {
    let names = tokens[..bar]
        .iter()
        .rev()
        .take(8)
        .take_while(|t| t.text != "|");
    names.into_iter().any(|t| t.text == name)
        && tokens[..bar].iter().rev().take(9).any(|t| t.text == "|")
}

fn is_loop_variable(tokens: &[Token], keyword: usize, name: &str) -> bool {
    let names = tokens[..keyword]
        .iter()
        .rev()
        .take(10)
        .take_while(|t| t.text != "for");
    names.into_iter().any(|t| t.text == name)
        && tokens[..keyword]
            .iter()
            .rev()
            .take(11)
            .any(|t| t.text == "for")
}

fn bound_by(tokens: &[Token], at_let: usize, name: &str, at: usize) -> Option<Variable> {
    let equals = (at_let..at).find(|index| matches!(tokens[*index].text.as_str(), "=" | ";"))?;
    let pattern = &tokens[at_let + 1..equals];
    let typed = pattern
        .iter()
        .position(|t| t.text == ":")
        .unwrap_or(pattern.len());
    if !pattern[..typed].iter().any(|t| t.text == name) {
        return None;
    }
    let end = (equals..tokens.len())
        .scan(0_usize, |depth, index| {
            match tokens[index].text.as_str() {
                "(" | "[" | "{" => *depth += 1,
                ")" | "]" | "}" => *depth = depth.saturating_sub(1),
                _ => {}
            }
            Some((*depth, index))
        })
        .find(|(depth, index)| *depth == 0 && tokens[*index].text == ";")?
        .1;
    if end > at {
        return None; // the place itself stands in this `let`
    }
    Some(match Pattern::parse(pattern) {
        Pattern::Name(_) => Variable::To(equals + 1..end),
        Pattern::Tuple(parts) | Pattern::Array(parts) => {
            let nth = parts
                .iter()
                .position(|part| *part == Pattern::Name(name.to_string()));
            let is_list = matches!(tokens[equals + 1].text.as_str(), "(" | "[");
            let values = arguments(tokens, equals + 1);
            match nth
                .and_then(|nth| values.get(nth))
                .filter(|_| is_list && values.len() == parts.len())
            {
                Some(value) => Variable::To(value.clone()),
                None => Variable::Part,
            }
        }
        Pattern::Other => Variable::Elsewhere,
    })
}

/// A value named by a path: a variable, and the way from it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Path {
    pub(super) root: String,
    /// `.balance`, `[0]`; empty if it is the variable itself.
    pub(super) rest: String,
}

impl Path {
    /// `&ann.balance`, `ann.clone()`, `Arc::clone(&ann)`: all name what `ann` names. `None` for any
    /// other expression.
    pub(super) fn parse(tokens: &[Token]) -> Option<Self> {
        let texts: Vec<&str> = tokens.iter().map(|t| t.text.as_str()).collect();
        Self::of(&texts)
    }

    fn of(texts: &[&str]) -> Option<Self> {
        match texts {
            ["&" | "*" | "mut", rest @ ..] => return Self::of(rest),
            ["(", inner @ .., ")"] => return Self::of(inner),
            [inner @ .., ".", "clone" | "as_ref" | "borrow", "(", ")"] => return Self::of(inner),
            ["Arc" | "Rc", "::", "clone", "(", inner @ .., ")"] => return Self::of(inner),
            _ => {}
        }
        let (root, mut rest) = texts.split_first()?;
        if !root.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            return None;
        }
        let mut path = String::new();
        while !rest.is_empty() {
            match rest {
                [".", name, after @ ..] if !matches!(after, ["(", ..]) => {
                    path.push('.');
                    path.push_str(name);
                    rest = after;
                }
                ["[", index, "]", after @ ..]
                    if index.starts_with(|c: char| c.is_ascii_digit()) =>
                {
                    path.push_str(&format!("[{index}]"));
                    rest = after;
                }
                _ => return None,
            }
        }
        Some(Self {
            root: (*root).to_string(),
            rest: path,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Path, Variable, variable};
    use crate::model::timeline::{syntax::index_at, tokens::tokens};

    #[test]
    fn paths() {
        let path = |text: &str| {
            Path::parse(&tokens(text)).map(|path| format!("{}{}", path.root, path.rest))
        };
        assert_eq!(path("&ann").unwrap(), "ann");
        assert_eq!(path("&accounts[0].balance").unwrap(), "accounts[0].balance");
        assert_eq!(path("Arc::clone(&self.inner)").unwrap(), "self.inner");
        assert_eq!(path("ann.clone()").unwrap(), "ann");
        assert_eq!(path("accounts[i]"), None);
        assert_eq!(path("first(a)"), None);
    }

    fn value(source: &str, name: &str) -> Option<Option<String>> {
        let source_tokens = tokens(&source.replace('§', ""));
        let column = source.chars().position(|c| c == '§').unwrap() as u32 + 1;
        let at = index_at(&source_tokens, 1, column).unwrap();
        let (found, _) = variable(&source_tokens, name, 0, at)?;
        Some(match found {
            Variable::To(range) => Some(
                source_tokens[range]
                    .iter()
                    .map(|t| t.text.as_str())
                    .collect(),
            ),
            Variable::Part => Some("part".to_string()),
            Variable::Elsewhere => None,
        })
    }

    #[test]
    fn variables() {
        assert_eq!(
            value("let a = b.clone(); §a", "a").unwrap().unwrap(),
            "b.clone()"
        );
        assert_eq!(
            value("let (a, c) = (x(1, 2), y); §a", "c")
                .unwrap()
                .unwrap(),
            "y"
        );
        assert_eq!(
            value("let (a, c) = both(); §a", "c").unwrap().unwrap(),
            "part"
        );
        assert_eq!(value("{ let a = inner; } §a", "a"), None);
        assert_eq!(
            value("let a = outer; { let a = inner; } §a", "a")
                .unwrap()
                .unwrap(),
            "outer"
        );
        assert_eq!(value("let a = outer; list.map(|a| §a)", "a").unwrap(), None);
        assert_eq!(
            value("let a = outer; for a in list { §a }", "a").unwrap(),
            None
        );
    }
}
