//! Brackets, calls and functions, found in tokens.

use std::ops::Range;

use super::tokens::Token;

/// The token at a place, or the first one behind it.
pub(super) fn index_at(tokens: &[Token], line: u32, column: u32) -> Option<usize> {
    tokens
        .iter()
        .position(|t| (t.line, t.column) >= (line, column))
}

/// The bracket that is open before `at`.
pub(super) fn opener(tokens: &[Token], at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for index in (0..at).rev() {
        match tokens[index].text.as_str() {
            ")" | "]" | "}" => depth += 1,
            "(" | "[" | "{" if depth == 0 => return Some(index),
            "(" | "[" | "{" => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The bracket that closes the one at `open`.
fn closer(tokens: &[Token], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => {
                depth -= 1;
                if depth == 0 {
                    return Some(index);
                }
            }
            _ => {}
        }
    }
    None
}

/// What stands between the bracket at `open` and its closing one, split at its own commas.
pub(super) fn arguments(tokens: &[Token], open: usize) -> Vec<Range<usize>> {
    let Some(close) = closer(tokens, open) else {
        return Vec::new();
    };
    let (mut depth, mut from, mut parts) = (0_usize, open + 1, Vec::new());
    for (index, token) in tokens.iter().enumerate().take(close).skip(open + 1) {
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            "," if depth == 0 => {
                parts.push(from..index);
                from = index + 1;
            }
            _ => {}
        }
    }
    if from < close {
        parts.push(from..close);
    }
    parts
}

/// A function around some place.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Function {
    pub(super) name: String,
    /// The names of its parameters, without `self`; empty for a pattern.
    pub(super) parameters: Vec<String>,
    /// Its first token inside of the body.
    pub(super) body: usize,
    /// It gives back a guard: it only takes a lock for its caller.
    pub(super) gives_guard: bool,
}

impl Function {
    /// The innermost `fn` around `at`.
    pub(super) fn around(tokens: &[Token], at: usize) -> Option<Self> {
        let mut inner = at;
        loop {
            let open = opener(tokens, inner)?;
            if tokens[open].text == "{"
                && let Some(function) = Self::with_body(tokens, open)
            {
                return Some(function);
            }
            inner = open;
        }
    }

    fn with_body(tokens: &[Token], open: usize) -> Option<Self> {
        let mut index = open;
        loop {
            index = index.checked_sub(1)?;
            match tokens[index].text.as_str() {
                ")" | "]" => index = opener(tokens, index)?,
                ";" | "{" | "}" | "(" | "[" => return None,
                "fn" => break,
                _ => {}
            }
        }
        let name = tokens.get(index + 1)?.text.clone();
        let list = (index + 2..open).find(|at| {
            // Behind the generics.
            let angles = |text| {
                tokens[index + 2..*at]
                    .iter()
                    .filter(|t| t.text == text)
                    .count()
            };
            tokens[*at].text == "(" && angles("<") == angles(">")
        })?;
        let parameters = arguments(tokens, list)
            .into_iter()
            .filter(|part| {
                !tokens[part.clone()]
                    .iter()
                    .take_while(|t| t.text != ":")
                    .any(|t| t.text == "self")
            })
            .map(|part| {
                let texts: Vec<&str> = tokens[part].iter().map(|t| t.text.as_str()).collect();
                match texts.as_slice() {
                    ["mut", name, ":", ..] | [name, ":", ..] => (*name).to_string(),
                    _ => String::new(),
                }
            })
            .collect();
        let given = closer(tokens, list)?..open;
        let gives_guard = tokens[given]
            .iter()
            .any(|t| t.text.ends_with("Guard") || t.text == "LockResult");
        Some(Self {
            name,
            parameters,
            body: open + 1,
            gives_guard,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Function;
    use crate::model::timeline::tokens::tokens;

    #[test]
    fn a_function_and_its_parameters() {
        let tokens = tokens(
            "impl A { fn f<T: Fn(u8) -> u8>(&self, mut from: &Account, (a, b): P, to: T) -> u8 { if true { here() } } }",
        );
        let at = tokens.iter().position(|t| t.text == "here").unwrap();
        let function = Function::around(&tokens, at).unwrap();
        assert_eq!(function.name, "f");
        assert_eq!(function.parameters, ["from", "", "to"]);
        assert!(!function.gives_guard);
    }

    #[test]
    fn a_helper_that_gives_a_guard() {
        let tokens =
            tokens("fn state(&self) -> MutexGuard<'_, State> { self.state.lock().unwrap() }");
        assert!(
            Function::around(&tokens, tokens.len() - 3)
                .unwrap()
                .gives_guard
        );
    }
}
