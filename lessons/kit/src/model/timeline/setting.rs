//! What stands around an expression in the source: the learner's own name for what it makes.
//!
//! Walks outward from the expression, over calls, closures, blocks and brackets, until something
//! is bound, or until the function ends. Not a parser: where it does not understand the source it
//! stops, and the timeline uses a plainer name.

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
        tokens,
        at: start,
        found: Vec::new(),
    };
    walk.outward();
    walk.found
}

/// The first token of the expression that ends before `end`: of `a.b(c)[d]`.
pub(super) fn receiver_start(tokens: &[Token], end: usize) -> usize {
    let mut walk = Walk {
        tokens,
        at: end,
        found: Vec::new(),
    };
    walk.skip_receiver();
    walk.at
}

struct Walk<'a> {
    tokens: &'a [Token],
    /// The first token of what has been walked over.
    at: usize,
    found: Vec<Around>,
}

impl Walk<'_> {
    fn text(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| &token.text)
    }

    /// The token before; empty at the beginning of the file.
    fn before(&self, back: usize) -> &str {
        self.at
            .checked_sub(back)
            .map_or("", |index| self.text(index))
    }

    fn name_before(&self, back: usize) -> Option<&str> {
        let token = &self.tokens[self.at.checked_sub(back)?];
        token.is_name().then_some(token.text.as_str())
    }

    fn outward(&mut self) {
        // Each turn goes back by at least one token or ends.
        loop {
            match self.before(1) {
                "." => {
                    self.at -= 1;
                    self.skip_receiver();
                }
                "&" | "*" | "mut" | "move" | "async" => self.at -= 1,
                "=" => return self.binding(),
                ":" => match self.name_before(2) {
                    Some(name) => {
                        self.found.push(Around::Field(name.to_string()));
                        self.at -= 2;
                        match self.opener() {
                            Some((open, _)) if self.text(open) == "{" => self.leave_struct(open),
                            _ => return,
                        }
                    }
                    None => return,
                },
                "," | "(" | "[" => match self.opener() {
                    Some((open, commas)) => self.leave_list(open, commas),
                    None => return,
                },
                "|" => {
                    self.at -= 2;
                    while self.at > 0 && self.text(self.at) != "|" {
                        self.at -= 1;
                    }
                    self.leave_closure();
                }
                "||" => {
                    self.at -= 1;
                    self.leave_closure();
                }
                "{" | ";" | "}" => match self.opener() {
                    Some((open, _)) if self.text(open) == "{" && self.leave_block(open) => {}
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

    /// The bracket that is open at `self.at`, and how many commas stand before it at its level.
    fn opener(&self) -> Option<(usize, usize)> {
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
    fn skip_receiver(&mut self) {
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

    /// Out of `(…)` or `[…]`.
    fn leave_list(&mut self, open: usize, commas: usize) {
        self.at = open;
        if self.text(open) == "[" {
            self.found.push(Around::Element(commas));
            if self.before(1) == "!" {
                self.at -= 2;
            }
            return;
        }
        let callee = self.name_before(1).map(str::to_string);
        match callee {
            None if self.before(1) == ">" => self.skip_receiver(),
            None if self.before(1) == "!" => self.at -= 2,
            // A tuple, unless it is only a pair of brackets around something.
            None => {
                if commas > 0 || self.is_tuple(open) {
                    self.found.push(Around::Position(commas));
                }
            }
            Some(name) => {
                let constructor = name.starts_with(char::is_uppercase);
                if constructor && !matches!(name.as_str(), "Some" | "Ok" | "Err") {
                    self.found.push(Around::Position(commas));
                }
                self.skip_receiver();
            }
        }
    }

    /// Whether the brackets that open here hold a comma of their own.
    fn is_tuple(&self, open: usize) -> bool {
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

    /// Out of `Name { field: … }`, to the `Name`.
    fn leave_struct(&mut self, open: usize) {
        self.at = open;
        self.skip_receiver();
    }

    /// Out of `|x| …`: `self.at` stands on the first bar.
    fn leave_closure(&mut self) {
        if self.before(1) == "move" {
            self.at -= 1;
        }
        let called_by = (self.before(1) == "(")
            .then(|| self.name_before(2))
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
        let is_value = self.is_value_of_block();
        self.at = open;
        is_value
            && matches!(
                self.before(1),
                "=" | "(" | "," | "[" | "|" | "||" | ":" | "return" | "move" | "unsafe"
            )
    }

    /// Whether no semicolon follows what was walked over.
    fn is_value_of_block(&self) -> bool {
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

    /// `let PATTERN = …` or `place = …`: `self.at` stands behind the `=`.
    fn binding(&mut self) {
        let equals = self.at - 1;
        let mut depth = 0_usize;
        for index in (0..equals).rev() {
            match self.text(index) {
                ")" | "]" | "}" => depth += 1,
                "(" | "[" | "{" if depth > 0 => depth -= 1,
                "let" | "static" | "const" if depth == 0 => {
                    let pattern = Pattern::parse(&self.tokens[index + 1..equals]);
                    self.found.push(Around::Bound(pattern));
                    return;
                }
                ";" | "{" | "(" | "=>" if depth == 0 => break,
                _ => {}
            }
        }
        if let Some(name) = self.name_before(2) {
            let pattern = Pattern::Name(name.to_string());
            self.found.push(Around::Bound(pattern));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Around::{self, Bound, Each, Element, Field, Given, Position},
        setting,
    };
    use crate::model::timeline::{pattern::Pattern, tokens::tokens};

    /// What stands around the expression that begins at `§`.
    fn around(source: &str) -> Vec<Around> {
        let before = source.split('§').next().unwrap();
        let line = before.matches('\n').count() as u32 + 1;
        let column = before.rsplit('\n').next().unwrap().chars().count() as u32 + 1;
        setting(&tokens(&source.replace('§', "")), line, column)
    }

    fn name(name: &str) -> Pattern {
        Pattern::Name(name.to_string())
    }

    fn bound(to: &str) -> Around {
        Bound(name(to))
    }

    fn field(name: &str) -> Around {
        Field(name.to_string())
    }

    #[test]
    fn let_with_and_without_calls_around() {
        assert_eq!(around("let a = §Mutex::new(0);"), [bound("a")]);
        assert_eq!(
            around("let mut a: Mutex<u8> = §Mutex::new(0);"),
            [bound("a")]
        );
        assert_eq!(around("let a = Arc::new(§Mutex::new(0));"), [bound("a")]);
        assert_eq!(
            around("let a = std::sync::Arc::<Mutex<u8>>::new(\n  §Mutex::new(0),\n);"),
            [bound("a")]
        );
        assert_eq!(around("let a = &§Mutex::new(0);"), [bound("a")]);
    }

    #[test]
    fn fields_of_a_struct() {
        assert_eq!(
            around("fn new() -> Self { Self { number, balance: §Mutex::new(balance) } }"),
            [field("balance"), Given]
        );
        assert_eq!(
            around("let s = Arc::new(Shared { a: Mutex::new(0), b: §Condvar::new() });"),
            [field("b"), bound("s")]
        );
        assert_eq!(around("self.slot = §Mutex::new(0);"), [bound("slot")]);
    }

    #[test]
    fn places_in_tuples_and_arrays() {
        assert_eq!(
            around("let p = Arc::new((Mutex::new(0), §Condvar::new()));"),
            [Position(1), bound("p")]
        );
        assert_eq!(
            around("let p = (§Mutex::new(0), Condvar::new());"),
            [Position(0), bound("p")]
        );
        assert_eq!(
            around("let a = [Mutex::new(0), Mutex::new(1), §Mutex::new(2)];"),
            [Element(2), bound("a")]
        );
        assert_eq!(
            around("let a = vec![§Mutex::new(2)];"),
            [Element(0), bound("a")]
        );
        assert_eq!(around("let a = (§Mutex::new(2));"), [bound("a")]);
    }

    #[test]
    fn patterns() {
        let both = Bound(Pattern::Tuple(vec![name("ann"), name("ben")]));
        assert_eq!(
            around("let (ann, ben) = (account(1), §account(2));"),
            [Position(1), both.clone()]
        );
        assert_eq!(
            around("let (ann, ben) = (Arc::new(account(1)), Arc::new(§account(2)));"),
            [Position(1), both.clone()]
        );
        assert_eq!(around("let (ann, mut ben) = §both();"), [both]);
        assert_eq!(
            around("let [a, b] = [§one(), two()];"),
            [
                Element(0),
                Bound(Pattern::Array(vec![name("a"), name("b")]))
            ]
        );
    }

    #[test]
    fn closures_of_iterators() {
        assert_eq!(
            around("let forks: Vec<_> = (0..n).map(|_| §Mutex::new(0)).collect();"),
            [Each, bound("forks")]
        );
        assert_eq!(
            around(
                "let hands: Vec<_> = (0..n).map(|_| { let a = b.clone(); §thread::spawn(move || a) }).collect();"
            ),
            [Each, bound("hands")]
        );
        assert_eq!(
            around("let a = std::array::from_fn(|_| §Mutex::new(0));"),
            [Each, bound("a")]
        );
    }

    #[test]
    fn methods_at_the_end_of_a_chain() {
        assert_eq!(
            around("let slot = Arc::clone(self.slots.entry(key).§or_default());"),
            [bound("slot")]
        );
        assert_eq!(
            around("let a = thread::Builder::new().name(n)\n  .§spawn(f).unwrap();"),
            [bound("a")]
        );
        assert_eq!(around("let left = scope.§spawn(left);"), [bound("left")]);
    }

    #[test]
    fn what_a_function_gives_back() {
        assert_eq!(around("fn f() -> A { let b = 1; §Mutex::new(b) }"), [Given]);
        assert_eq!(around("fn f() -> A { return §Mutex::new(b); }"), [Given]);
        assert_eq!(
            around("fn f() -> Self { Self(§Mutex::new(b)) }"),
            [Position(0), Given]
        );
        assert_eq!(
            around("let a = { let b = 1; §Mutex::new(b) };"),
            [bound("a")]
        );
    }

    #[test]
    fn what_is_bound_to_nothing() {
        assert_eq!(
            around("fn f() { let v = { §thread::spawn(f); 1 }; }"),
            [Given]
        );
        assert_eq!(
            around("fn f() { thread::scope(|s| { s.§spawn(f); }); }"),
            [Given]
        );
        assert_eq!(
            around("fn f() { handles.push(§thread::spawn(f)); }"),
            [Given]
        );
        assert_eq!(around("§Mutex::new(0)"), []);
    }
}
