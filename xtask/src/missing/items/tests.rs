//! Everything that others can name is found, and half-written code does no harm.

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
