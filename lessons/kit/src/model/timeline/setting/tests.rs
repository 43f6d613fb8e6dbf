//! What stands around a marked place in a piece of source.

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
