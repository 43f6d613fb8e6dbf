//! Reads the public items of a module.

mod cursor;

use super::signature::Signature;
use crate::source::{Kind, tokens};
use cursor::Cursor;

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

/// The public items of a module: functions, types, their methods, fields and variants, and what it exports again.
pub(super) fn public_items(source: &str) -> Vec<Item> {
    let tokens = tokens(source);
    let mut reader = Reader {
        source,
        cursor: Cursor::new(&tokens),
        items: Vec::new(),
    };
    reader.module();
    reader.items
}

#[derive(Debug)]
struct Reader<'t, 's> {
    source: &'s str,
    cursor: Cursor<'t, 's>,
    items: Vec<Item>,
}

impl<'s> Reader<'_, 's> {
    fn module(&mut self) {
        while self.cursor.token().is_some() {
            let docs = self.cursor.docs();
            if self.cursor.word() == Some("impl") {
                self.implementation();
            } else if self.cursor.public() {
                self.item(None, &docs);
            } else {
                self.cursor.skip_one();
            }
        }
    }

    /// The words of an item after `pub`.
    fn item(&mut self, owner: Option<&str>, docs: &str) {
        let tokens = self.cursor.with_the_last();
        while let Some(word) = self.cursor.word() {
            self.cursor.step();
            match word {
                "const" if !matches!(self.cursor.word(), Some("fn" | "unsafe" | "extern")) => {
                    return self.named(owner, docs);
                }
                "fn" => {
                    self.named(owner, docs);
                    let signature = Signature::read(self.source, tokens);
                    if let Some(item) = self.items.last_mut() {
                        item.signature = Some(signature);
                    }
                    return;
                }
                "type" | "static" | "trait" | "mod" | "union" => return self.named(owner, docs),
                "struct" | "enum" => {
                    let name = self.cursor.word();
                    self.named(owner, docs);
                    if let Some(name) = name {
                        self.members(name, word == "struct");
                    }
                    return;
                }
                "use" => return self.exports(docs),
                "const" | "async" | "unsafe" | "extern" => self.cursor.skip_literal(),
                // A field: `pub name: Type`.
                field if self.cursor.sign() == Some(':') => return self.add(owner, field, docs),
                _ => return,
            }
        }
    }

    fn named(&mut self, owner: Option<&str>, docs: &str) {
        if let Some(name) = self.cursor.word() {
            self.cursor.step();
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

    /// The last words of a `use` tree, up to its `;`.
    fn exports(&mut self, docs: &str) {
        while let Some(token) = self.cursor.token()
            && !token.is(';')
        {
            let ends = self
                .cursor
                .second()
                .is_none_or(|next| [',', '}', ';'].iter().any(|end| next.is(*end)));
            if let Some(word) = token.word()
                && ends
                && word != "self"
            {
                self.add(None, word, docs);
            }
            self.cursor.step();
        }
    }

    /// The public fields of a struct, or the variants of an enum.
    fn members(&mut self, owner: &'s str, is_struct: bool) {
        // Up to the body; a struct may have none.
        while let Some(token) = self.cursor.token() {
            if token.is(';') || token.is('(') {
                return;
            }
            self.cursor.step();
            if token.is('{') {
                break;
            }
        }
        let mut begins = true;
        while let Some(token) = self.cursor.token() {
            if token.is('}') {
                self.cursor.step();
                return;
            }
            let docs = self.cursor.docs();
            if begins && is_struct && self.cursor.public() {
                self.item(Some(owner), &docs);
            } else if begins
                && !is_struct
                && let Some(variant) = self.cursor.word()
            {
                self.cursor.step();
                self.add(Some(owner), variant, &docs);
            } else if self.cursor.sign() != Some('}') {
                begins = self.cursor.sign() == Some(',');
                self.cursor.skip_one();
                continue;
            }
            begins = false;
        }
    }

    /// The public methods of an `impl`; those of a trait's are the trait's affair.
    fn implementation(&mut self) {
        self.cursor.step();
        let mut owner = None;
        let mut depth = 0;
        let mut of_a_trait = false;
        while let Some(token) = self.cursor.token() {
            let ends_an_arrow = self.cursor.is_behind('-');
            self.cursor.step();
            match token.kind {
                Kind::Sign('<') => depth += 1,
                Kind::Sign('>') if !ends_an_arrow => depth -= 1,
                Kind::Sign('{') => break,
                Kind::Word("for") if depth == 0 => of_a_trait = true,
                Kind::Word("where") if depth == 0 => {
                    while self.cursor.token().is_some_and(|token| !token.is('{')) {
                        self.cursor.step();
                    }
                }
                Kind::Word(word) if depth == 0 => owner = Some(word),
                _ => {}
            }
        }
        while let Some(token) = self.cursor.token() {
            if token.is('}') {
                self.cursor.step();
                return;
            }
            let docs = self.cursor.docs();
            if !of_a_trait && self.cursor.public() {
                self.item(owner, &docs);
            } else if self.cursor.sign() != Some('}') {
                self.cursor.skip_one();
            }
        }
    }
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
pub(super) mod tests;
