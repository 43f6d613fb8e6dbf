//! Just enough of Rust's tokens to find out what an expression is bound to.

/// A token and where it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// As written; strings and characters are only their quote, comments are left out.
    pub(super) text: String,
    /// From 1.
    pub(super) line: u32,
    /// In characters, from 1.
    pub(super) column: u32,
}

impl Token {
    /// An identifier or keyword.
    pub(super) fn is_name(&self) -> bool {
        self.text
            .starts_with(|c: char| c.is_alphabetic() || c == '_')
    }

    /// Something that can stand before a `.`: a name, a number, a string.
    pub(super) fn is_value(&self) -> bool {
        self.text
            .starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '"' || c == '\'')
    }
}

/// Operators that must not fall apart, or a `=` inside of them would look like a binding.
const JOINED: [&str; 20] = [
    "::", "=>", "->", "==", "!=", "<=", ">=", "||", "&&", "..", "+=", "-=", "*=", "/=", "%=", "^=",
    "|=", "&=", "<<", "..=",
];

/// All tokens of a file.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut reader = Reader {
        chars: text.chars().collect(),
        next: 0,
        line: 1,
        column: 1,
    };
    let mut tokens = Vec::new();
    while let Some(first) = reader.peek(0) {
        let (line, column) = (reader.line, reader.column);
        if let Some(text) = reader.token(first) {
            tokens.push(Token { text, line, column });
        }
    }
    tokens
}

struct Reader {
    chars: Vec<char>,
    next: usize,
    line: u32,
    column: u32,
}

impl Reader {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.next + ahead).copied()
    }

    fn bump(&mut self) -> Option<char> {
        let c = self.peek(0)?;
        self.next += 1;
        if c == '\n' {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
        Some(c)
    }

    fn skip(&mut self, count: usize) {
        for _ in 0..count {
            self.bump();
        }
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let mut text = String::new();
        while let Some(c) = self.peek(0).filter(|c| wanted(*c)) {
            text.push(c);
            self.bump();
        }
        text
    }

    /// Reads what begins with `first`; `None` for blanks and comments.
    fn token(&mut self, first: char) -> Option<String> {
        match (first, self.peek(1)) {
            ('/', Some('/')) => {
                self.take_while(|c| c != '\n');
                None
            }
            ('/', Some('*')) => {
                self.block_comment();
                None
            }
            ('"', _) => {
                self.bump();
                self.string();
                Some("\"".to_string())
            }
            ('\'', _) => Some(self.character_or_lifetime()),
            _ if self.raw_string() => Some("\"".to_string()),
            _ if first.is_whitespace() => {
                self.bump();
                None
            }
            _ if first.is_alphanumeric() || first == '_' => {
                Some(self.take_while(|c| c.is_alphanumeric() || c == '_'))
            }
            _ => {
                let joined = JOINED.iter().rev().find(|op| {
                    op.chars()
                        .enumerate()
                        .all(|(ahead, c)| self.peek(ahead) == Some(c))
                });
                let text = joined.map_or_else(|| first.to_string(), |op| (*op).to_string());
                self.skip(text.len());
                Some(text)
            }
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        while let Some(c) = self.peek(0) {
            match (c, self.peek(1)) {
                ('/', Some('*')) => {
                    depth += 1;
                    self.skip(2);
                }
                ('*', Some('/')) => {
                    depth -= 1;
                    self.skip(2);
                    if depth == 0 {
                        return;
                    }
                }
                _ => self.skip(1),
            }
        }
    }

    /// The rest of a string whose first quote has been read.
    fn string(&mut self) {
        while let Some(c) = self.bump() {
            match c {
                '\\' => self.skip(1),
                '"' => return,
                _ => {}
            }
        }
    }

    /// Reads `r"…"`, `r#"…"#`, `b"…"` and `br"…"` if one begins here.
    fn raw_string(&mut self) -> bool {
        let prefix = usize::from(self.peek(0) == Some('b'));
        let raw = self.peek(prefix) == Some('r');
        let hashes = (0..)
            .take_while(|n| raw && self.peek(prefix + 1 + n) == Some('#'))
            .count();
        let start = prefix + usize::from(raw) + hashes;
        if start == 0 || self.peek(start) != Some('"') {
            return false;
        }
        self.skip(start + 1);
        if !raw {
            self.string();
            return true;
        }
        while let Some(c) = self.bump() {
            if c == '"' && (0..hashes).all(|n| self.peek(n) == Some('#')) {
                self.skip(hashes);
                break;
            }
        }
        true
    }

    fn character_or_lifetime(&mut self) -> String {
        let escaped = self.peek(1) == Some('\\');
        if escaped || self.peek(2) == Some('\'') {
            self.skip(if escaped { 3 } else { 2 });
            while self.bump().is_some_and(|c| c != '\'') {}
            return "'".to_string();
        }
        self.bump();
        format!("'{}", self.take_while(|c| c.is_alphanumeric() || c == '_'))
    }
}

#[cfg(test)]
mod tests {
    use super::tokens;

    fn texts(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn names_numbers_and_operators() {
        assert_eq!(
            texts("let a: u8 = b::c(1_000) == 2..=3;"),
            [
                "let", "a", ":", "u8", "=", "b", "::", "c", "(", "1_000", ")", "==", "2", "..=",
                "3", ";"
            ]
        );
    }

    #[test]
    fn strings_hide_what_they_hold() {
        assert_eq!(
            texts(r##"f("a = \" (", 'b', '\'', r#"x"{"#, b"[")"##).len(),
            12
        );
    }

    #[test]
    fn lifetimes_are_no_characters() {
        assert_eq!(texts("&'a str, 'b'"), ["&", "'a", "str", ",", "'"]);
    }

    #[test]
    fn comments_are_left_out_and_places_stay_right() {
        let all = tokens("a // (\n/* { /* } */ */  b");
        assert_eq!(all.len(), 2);
        assert_eq!((all[1].line, all[1].column), (2, 18));
    }
}
