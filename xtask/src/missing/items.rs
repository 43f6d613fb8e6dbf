//! Reads the public items of a module.

use crate::source::{Kind, Token, tokens};

/// Something that other crates can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// `Counter`, `Counter::add`, `transfer`.
    pub name: String,
    /// The first sentence of its documentation; empty without one.
    pub promise: String,
    /// How a function is called, from `pub` to its body; `None` for everything else.
    pub signature: Option<Signature>,
}

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

/// The public items of a module: functions, types, their methods, fields and variants, and what it exports again.
pub(super) fn public_items(source: &str) -> Vec<Item> {
    let tokens = tokens(source);
    let mut reader = Reader {
        source,
        tokens: &tokens,
        at: 0,
        items: Vec::new(),
    };
    reader.module();
    reader.items
}

#[derive(Debug)]
struct Reader<'t, 's> {
    source: &'s str,
    tokens: &'t [Token<'s>],
    at: usize,
    items: Vec<Item>,
}

impl<'s> Reader<'_, 's> {
    fn module(&mut self) {
        while self.at < self.tokens.len() {
            let docs = self.docs();
            if self.word() == Some("impl") {
                self.implementation();
            } else if self.public() {
                self.item(None, &docs);
            } else {
                self.skip_one();
            }
        }
    }

    /// The words of an item after `pub`.
    fn item(&mut self, owner: Option<&str>, docs: &str) {
        let start = self.at - 1;
        while let Some(word) = self.word() {
            self.at += 1;
            match word {
                "const" if !matches!(self.word(), Some("fn" | "unsafe" | "extern")) => {
                    return self.named(owner, docs);
                }
                "fn" => {
                    self.named(owner, docs);
                    let signature = self.signature(start);
                    if let Some(item) = self.items.last_mut() {
                        item.signature = Some(signature);
                    }
                    return;
                }
                "type" | "static" | "trait" | "mod" | "union" => return self.named(owner, docs),
                "struct" | "enum" => {
                    let name = self.word();
                    self.named(owner, docs);
                    if let Some(name) = name {
                        self.members(name, word == "struct");
                    }
                    return;
                }
                "use" => return self.exports(docs),
                "const" | "async" | "unsafe" | "extern" => self.skip_literal(),
                // A field: `pub name: Type`.
                field if self.sign() == Some(':') => return self.add(owner, field, docs),
                _ => return,
            }
        }
    }

    fn named(&mut self, owner: Option<&str>, docs: &str) {
        if let Some(name) = self.word() {
            self.at += 1;
            self.add(owner, name, docs);
        }
    }

    fn add(&mut self, owner: Option<&str>, name: &str, docs: &str) {
        let name = owner.map_or(name.to_owned(), |owner| format!("{owner}::{name}"));
        let promise = first_sentence(docs);
        self.items.push(Item {
            name,
            promise,
            signature: None,
        });
    }

    /// From the token `start` to the body.
    fn signature(&self, start: usize) -> Signature {
        let tokens = &self.tokens[start..];
        let ends = |token: &Token<'_>| token.is('{') || token.is(';');
        let tokens = &tokens[..tokens.iter().position(ends).unwrap_or(tokens.len())];
        let from = tokens.first().map_or(0, |token| token.start);
        let to = self
            .tokens
            .get(start + tokens.len())
            .map_or(self.source.len(), |token| token.start);
        let words: Vec<_> = self.source[from..to].split_whitespace().collect();
        Signature {
            text: words.join(" ").replace("( ", "(").replace(", )", ")"),
            shape: shape(tokens),
        }
    }

    /// The last words of a `use` tree, up to its `;`.
    fn exports(&mut self, docs: &str) {
        while let Some(token) = self.tokens.get(self.at)
            && !token.is(';')
        {
            let ends = self
                .tokens
                .get(self.at + 1)
                .is_none_or(|next| [',', '}', ';'].iter().any(|end| next.is(*end)));
            if let Some(word) = token.word()
                && ends
                && word != "self"
            {
                self.add(None, word, docs);
            }
            self.at += 1;
        }
    }

    /// The public fields of a struct, or the variants of an enum.
    fn members(&mut self, owner: &'s str, is_struct: bool) {
        // Up to the body; a struct may have none.
        while let Some(token) = self.tokens.get(self.at) {
            if token.is(';') || token.is('(') {
                return;
            }
            self.at += 1;
            if token.is('{') {
                break;
            }
        }
        let mut begins = true;
        while let Some(token) = self.tokens.get(self.at) {
            if token.is('}') {
                self.at += 1;
                return;
            }
            let docs = self.docs();
            if begins && is_struct && self.public() {
                self.item(Some(owner), &docs);
            } else if begins
                && !is_struct
                && let Some(variant) = self.word()
            {
                self.at += 1;
                self.add(Some(owner), variant, &docs);
            } else if self.sign() != Some('}') {
                begins = self.sign() == Some(',');
                self.skip_one();
                continue;
            }
            begins = false;
        }
    }

    /// The public methods of an `impl`; those of a trait's are the trait's affair.
    fn implementation(&mut self) {
        self.at += 1;
        let mut owner = None;
        let mut depth = 0;
        let mut of_a_trait = false;
        while let Some(token) = self.tokens.get(self.at) {
            self.at += 1;
            match token.kind {
                Kind::Sign('<') => depth += 1,
                // Not the one of `->`.
                Kind::Sign('>') if !self.tokens[self.at - 2].is('-') => depth -= 1,
                Kind::Sign('{') => break,
                Kind::Word("for") if depth == 0 => of_a_trait = true,
                Kind::Word("where") if depth == 0 => {
                    while self.tokens.get(self.at).is_some_and(|token| !token.is('{')) {
                        self.at += 1;
                    }
                }
                Kind::Word(word) if depth == 0 => owner = Some(word),
                _ => {}
            }
        }
        while let Some(token) = self.tokens.get(self.at) {
            if token.is('}') {
                self.at += 1;
                return;
            }
            let docs = self.docs();
            if !of_a_trait && self.public() {
                self.item(owner, &docs);
            } else if self.sign() != Some('}') {
                self.skip_one();
            }
        }
    }

    /// Whether an item begins that every crate can name; steps over its `pub`.
    fn public(&mut self) -> bool {
        let public = self.word() == Some("pub")
            && !self
                .tokens
                .get(self.at + 1)
                .is_some_and(|token| token.is('('));
        if public {
            self.at += 1;
        }
        public
    }

    /// Takes the documentation and the attributes in front of an item.
    fn docs(&mut self) -> String {
        let mut docs = String::new();
        while let Some(token) = self.tokens.get(self.at) {
            match token.kind {
                Kind::Doc(line) => {
                    docs.push_str(line);
                    docs.push('\n');
                    self.at += 1;
                }
                Kind::Sign('#') => {
                    self.at += 1;
                    self.skip_one();
                }
                _ => break,
            }
        }
        docs
    }

    fn word(&self) -> Option<&'s str> {
        self.tokens.get(self.at)?.word()
    }

    fn sign(&self) -> Option<char> {
        match self.tokens.get(self.at)?.kind {
            Kind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    fn skip_literal(&mut self) {
        if self
            .tokens
            .get(self.at)
            .is_some_and(|token| token.kind == Kind::Literal)
        {
            self.at += 1;
        }
    }

    /// One token, or everything in a pair of brackets.
    fn skip_one(&mut self) {
        let mut depth = 0_usize;
        while let Some(token) = self.tokens.get(self.at) {
            self.at += 1;
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

/// Up to the first full stop that ends a sentence, in one line.
fn first_sentence(docs: &str) -> String {
    let paragraph: Vec<&str> = docs.lines().take_while(|line| !line.is_empty()).collect();
    let text = paragraph.join(" ");
    match text.find(". ") {
        Some(end) => text[..=end].to_owned(),
        None => text,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{first_sentence, public_items};

    pub(in crate::missing) const SOLUTION: &str = r#"
//! A counter.
use kit::sync::Mutex;

/// Counts what several threads add.
///
/// More of it.
#[derive(Debug, Default)]
pub struct Counter<T: Into<u64>> {
    /// Everything so far. Never falls.
    pub total: Mutex<u64>,
    private: T,
}

/// What went wrong.
pub enum Trouble {
    /// Nothing is left.
    Empty,
    Full { by: usize },
    Other(u8, u8),
}

impl<T: Into<u64>> Counter<T> {
    /// Makes one.
    pub const fn new() -> Self {
        fn inner() {}
        Self { total: Mutex::new(0) }
    }

    /// Adds `n`,
    /// whoever else adds. Blocking: a moment.
    pub fn add(&self, n: u64) -> Result<(), Trouble> where T: Clone {
        if n > 0 { let x = { 1 }; }
        Ok(())
    }

    fn private(&self) {}
    pub(crate) fn half(&self) {}
}

impl<T: Into<u64>> Drop for Counter<T> {
    fn drop(&mut self) {}
}

/// A fee.
pub const FEE: u64 = 1;
pub type Cents = u64;
pub fn transfer<'a>(from: &'a str) -> impl Fn() -> u8 + 'a { move || { 1 } }
pub use inner::{one, two as three, deep::{self, four}};
fn helper() { pub struct NotReachable; }
"#;

    fn names(source: &str) -> Vec<String> {
        public_items(source)
            .into_iter()
            .map(|item| item.name)
            .collect()
    }

    #[test]
    fn everything_that_others_can_name_is_found() {
        assert_eq!(
            names(SOLUTION),
            [
                "Counter",
                "Counter::total",
                "Trouble",
                "Trouble::Empty",
                "Trouble::Full",
                "Trouble::Other",
                "Counter::new",
                "Counter::add",
                "FEE",
                "Cents",
                "transfer",
                "one",
                "three",
                "four",
            ]
        );
    }

    #[test]
    fn half_written_code_does_no_harm() {
        for source in [
            "pub",
            "pub fn",
            "pub struct X {",
            "impl",
            "impl X {",
            "pub enum E { A",
            "pub use a::{",
            "#[",
            "}}}",
        ] {
            public_items(source);
        }
    }

    #[test]
    fn a_sentence_ends_with_its_full_stop() {
        assert_eq!(first_sentence("One. Two.\n"), "One.");
        assert_eq!(first_sentence("One\ntwo.\n\nThree.\n"), "One two.");
        assert_eq!(first_sentence("From 1.5 to 2\n"), "From 1.5 to 2");
        assert_eq!(first_sentence(""), "");
    }
}
