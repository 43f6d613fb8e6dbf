//! Rust source as a row of words and signs, without a parser.
//!
//! The runner looks into sources for two things only: what code names (`scan`) and what it makes public (`missing`). A full
//! parser would double the time that the runner takes to build, and would refuse the half-written files
//! that learners have.

/// A word or sign, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'s> {
    /// From 1.
    pub line: u32,
    /// Its first byte in the source.
    pub start: usize,
    /// What it is.
    pub kind: Kind<'s>,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'s> {
    /// A name or keyword, without the `r#` of a raw one.
    Word(&'s str),
    /// One sign; `::` and `->` are two each.
    Sign(char),
    /// The text of a `///` comment, as it stands there.
    Doc(&'s str),
    /// A number, string or character; what it holds does not matter here.
    Literal,
}

impl<'s> Token<'s> {
    /// The word, if it is one.
    pub fn word(&self) -> Option<&'s str> {
        match self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Whether it is this sign.
    pub fn is(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }
}

/// All tokens of a source. Comments other than `///` are left out. Never fails: what is not Rust comes out as signs.
pub fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut reader = Reader {
        length: source.len(),
        rest: source,
        line: 1,
        names_a_lifetime: false,
    };
    std::iter::from_fn(|| reader.next()).collect()
}

/// What stands between the quotes of each string of a source, as it is written there.
pub fn strings(source: &str) -> Vec<&str> {
    let literals = tokens(source).into_iter();
    let literals = literals.filter(|token| token.kind == Kind::Literal);
    let inside = literals.filter_map(|token| {
        let literal = &source[token.start..];
        let literal = &literal[..string_length(literal)?];
        let (_, inside) = literal.split_once('"')?;
        Some(inside.rsplit_once('"').map_or(inside, |(inside, _)| inside))
    });
    inside.collect()
}

#[derive(Debug)]
struct Reader<'s> {
    /// Of the whole source.
    length: usize,
    rest: &'s str,
    line: u32,
    /// What comes now is a word, even if a string could begin like that: `break 'r"…"`.
    names_a_lifetime: bool,
}

impl<'s> Reader<'s> {
    fn next(&mut self) -> Option<Token<'s>> {
        loop {
            let first = self.rest.chars().next()?;
            if first.is_whitespace() {
                self.take(first.len_utf8());
            } else if let Some(after) = self.rest.strip_prefix("//") {
                let length = self.rest.find('\n').unwrap_or(self.rest.len());
                let (line, start) = (self.line, self.start());
                let text = self.take(length);
                if after.starts_with('/') && !after.starts_with("//") {
                    let kind = Kind::Doc(text[3..].trim());
                    return Some(Token { line, start, kind });
                }
            } else if self.rest.starts_with("/*") {
                let length = comment_length(self.rest);
                self.take(length);
            } else {
                break;
            }
        }
        let (line, start) = (self.line, self.start());
        let kind = self.token();
        Some(Token { line, start, kind })
    }

    fn start(&self) -> usize {
        self.length - self.rest.len()
    }

    fn token(&mut self) -> Kind<'s> {
        let is_a_name = std::mem::take(&mut self.names_a_lifetime);
        let literal = || string_length(self.rest).or_else(|| character_length(self.rest));
        if !is_a_name && let Some(length) = literal() {
            self.take(length);
            return Kind::Literal;
        }
        let first = self.rest.chars().next().unwrap_or_default();
        if is_word(first) {
            if self
                .rest
                .strip_prefix("r#")
                .is_some_and(|name| name.starts_with(is_word))
            {
                self.take(2);
            }
            let length = self.rest.find(|c| !is_word(c)).unwrap_or(self.rest.len());
            let word = self.take(length);
            let number = first.is_ascii_digit();
            return if number {
                Kind::Literal
            } else {
                Kind::Word(word)
            };
        }
        self.take(first.len_utf8());
        self.names_a_lifetime = first == '\'' && self.rest.starts_with(is_word);
        Kind::Sign(first)
    }

    fn take(&mut self, length: usize) -> &'s str {
        let (taken, rest) = self.rest.split_at(length);
        self.line += u32::try_from(taken.matches('\n').count()).unwrap_or(0);
        self.rest = rest;
        taken
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Block comments nest.
fn comment_length(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

/// `"…"`, also with `b`, `c`, `r` and `#` in front.
fn string_length(text: &str) -> Option<usize> {
    let prefix = text
        .find(|c| !matches!(c, 'b' | 'c' | 'r'))
        .filter(|length| *length <= 2)?;
    let raw = text[..prefix].contains('r');
    let hashes = text[prefix..]
        .bytes()
        .take_while(|byte| *byte == b'#')
        .count();
    if hashes > 0 && !raw {
        return None;
    }
    let start = prefix + hashes + 1;
    if text.as_bytes().get(start - 1) != Some(&b'"') {
        return None;
    }
    if raw {
        let end = format!("\"{}", "#".repeat(hashes));
        return Some(
            text[start..]
                .find(&end)
                .map_or(text.len(), |at| start + at + end.len()),
        );
    }
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    Some(text.len())
}

/// `'x'` and `b'x'`, but not the lifetime `'x`.
fn character_length(text: &str) -> Option<usize> {
    let after = text
        .strip_prefix("b'")
        .or_else(|| text.strip_prefix('\''))?;
    let before = text.len() - after.len();
    let mut characters = after.char_indices();
    let (_, first) = characters.next()?;
    if first == '\\' {
        characters.next();
        let (end, _) = characters.find(|(_, c)| *c == '\'')?;
        return Some(before + end + 1);
    }
    let (end, second) = characters.next()?;
    (second == '\'').then_some(before + end + 1)
}

#[cfg(test)]
mod tests {
    use super::{Kind, tokens};

    fn words(source: &str) -> Vec<&str> {
        tokens(source)
            .iter()
            .filter_map(super::Token::word)
            .collect()
    }

    #[test]
    fn comments_and_literals_hold_no_words() {
        let source = r####"
a // b
/* c /* d */ e */ f
"g \" h" i r#"j " k"# l b"m" 'n' '\'' b'o' '\u{1F600}' p
r##"q "# r"## s c"t" 12u32 0x1f
"####;
        assert_eq!(words(source), ["a", "f", "i", "l", "p", "s"]);
    }

    #[test]
    fn lifetimes_and_raw_names_are_words() {
        assert_eq!(
            words("fn f<'a>(x: &'a str, r#mod: b) {}"),
            ["fn", "f", "a", "x", "a", "str", "mod", "b"]
        );
        assert_eq!(words("'outer: loop {}"), ["outer", "loop"]);
        assert_eq!(words("break 'r\"\\\"a\" + b"), ["break", "r", "b"]);
    }

    #[test]
    fn lines_are_counted_through_everything() {
        let source = "/* one\ntwo */ a\n\"three\nfour\" b // five\nc";
        let lines: Vec<_> = tokens(source)
            .iter()
            .filter(|token| token.word().is_some())
            .map(|token| token.line)
            .collect();
        assert_eq!(lines, [2, 4, 5]);
    }

    #[test]
    fn docs_are_kept() {
        let tokens = tokens("/// Adds.\n//// not a doc\n//! nor this\nfn add() {}");
        assert_eq!(tokens[0].kind, Kind::Doc("Adds."));
        assert_eq!(tokens[1].kind, Kind::Word("fn"));
    }

    #[test]
    fn what_is_cut_off_does_no_harm() {
        for source in [
            "\"open", "r#\"open", "/* open", "'", "'\\", "r#", "b'", "ä'ö",
        ] {
            tokens(source);
        }
    }
}
