use std::path::Path;

use super::{OffLimits, OwnMacros, off_limits};
use crate::reach::sources;

fn found(source: &str) -> Vec<OffLimits> {
    off_limits(source, &OwnMacros::of([source]))
}

#[test]
fn the_guard_of_a_test_is_found_however_it_is_named() {
    for source in [
        "fn f() { drop(::kit::case::begin(\"contract::both::t2_x\")); }",
        "fn f() { let _case = kit::case!(); }",
        "fn f() { let _ = ..kit::case::begin(\"t\"); }",
        "fn f() { 'r: loop { break 'r\"\\\"\"; kit::case::begin(\"t\"); } }",
        "fn f() { r#kit::r#case::begin(\"t\"); }",
        "use kit::case; fn f() { case::begin(\"t\"); }",
        "use {std::fmt, kit::{sync::Mutex, case}};",
        "use kit; fn f() { self::kit::case::begin(\"t\"); }",
        "mod a { pub use ::kit; } fn f() { a::kit::case::begin(\"t\"); }",
        "mod a { pub use ::kit; } use a::kit::{case as c}; fn f() { c::begin(\"t\"); }",
        "macro_rules! m { () => { ::kit::case::begin(\"t\") } } fn f() { m!(); }",
        "macro_rules! m { ($e:expr) => { $e } } fn f() { m!(::kit::case::begin(\"t\")); }",
    ] {
        let found = found(source);
        assert!(
            found.iter().any(|it| it.what == "kit::case"),
            "{source}: {found:?}"
        );
    }
    assert_eq!(found("\nuse kit::*;")[0].what, "kit::*");
    assert_eq!(found("\nuse kit::*;")[0].line, 2);
    assert_eq!(found("use kit::speed::Bench;").len(), 1);
}

#[test]
fn what_could_hide_the_guard_is_found_and_told_in_words() {
    for (source, what) in [
        (
            "use kit as k; fn f() { self::k::case::begin(\"t\"); }",
            "kit as k",
        ),
        ("use ::kit as k;", "kit as k"),
        ("use {std::fmt, kit as k};", "kit as k"),
        ("use kit::{self as k, sync};", "kit as k"),
        (
            "mod a { pub use ::kit as k; } fn f() { a::k::case::begin(\"t\"); }",
            "kit as k",
        ),
        (
            "mod a { pub use kit; } pub use self::a::kit as k;",
            "kit as k",
        ),
        ("extern crate kit as k;", "extern crate kit"),
        (
            "#[macro_use] extern crate kit; fn f() { case!(); }",
            "extern crate kit",
        ),
        (
            "macro_rules! m { ($c:ident) => { ::$c::case::begin(\"t\") } } fn f() { m!(kit); }",
            "kit",
        ),
        (
            "macro_rules! m { ($c:tt $a:tt) => { $c::$a::begin(\"t\") } } use m as vec; fn f() { vec![kit case]; }",
            "kit",
        ),
        (
            "macro_rules! m { ($a:ident::sync) => { $a::case::begin(\"t\") } } fn f() { m!(kit::sync); }",
            "kit",
        ),
        (
            "macro_rules! m { ($n:ident) => { macro_rules! $n { ($c:ident) => { $c::case!() } } } } m!(dbg); fn f() { dbg!(kit); }",
            "kit",
        ),
        (
            "macro_rules! m { ($($t:tt)*) => { kit $($t)* } } fn f() { m!(::case::begin(\"t\")); }",
            "kit",
        ),
        (
            "macro_rules! m { ($($t:tt)*) => { $($t)* kit as k; } } m!(use);",
            "kit",
        ),
        (
            "macro_rules! m { ($t:ident) => { kit::$t::begin(\"t\") } }",
            "kit::…",
        ),
        (
            "macro_rules! m { ($t:ident) => { use kit::{sync, $t}; } }",
            "kit::…",
        ),
        (
            "macro_rules! m { ($u:ident $t:ident) => { $u kit::{sync, $t}; } }",
            "kit::…",
        ),
        ("include!(\"x.inc\");", "include!"),
        ("fn f() { std::include! { \"x.inc\" } }", "include!"),
        ("use std::include as i; i!(\"x.inc\");", "std::include"),
        (
            "macro_rules! m { ($i:ident) => { $i!(\"x.inc\"); } } m!(include);",
            "include!",
        ),
        ("#[path = \"../x.rs\"] mod x;", "#[path = …]"),
        ("mod a { #![path = \"..\"] mod x; }", "#[path = …]"),
        (
            "macro_rules! m { ($m:meta) => { #[$m] mod x; } } m!(path = \"../x.rs\");",
            "#[path = …]",
        ),
        (
            "#[cfg_attr(all(), path = \"../x.rs\")] mod x;",
            "#[path = …]",
        ),
    ] {
        let found = found(source);
        assert!(
            found
                .iter()
                .any(|it| it.what == what && it.instead.is_some()),
            "{source}: {found:?}"
        );
    }
}

#[test]
fn a_macro_of_another_file_is_known() {
    let own = OwnMacros::of(["macro_rules! m { ($c:ident) => { ::$c::case!() } }"]);
    assert_eq!(off_limits("fn f() { crate::m!(kit); }", &own).len(), 1);
}

#[test]
fn what_an_exercise_needs_is_open() {
    for source in [
        "use kit::{sync::{Arc, Mutex, mpsc}, thread};",
        "use {kit::{self, sync::{Arc, atomic::*}}, std::fmt};",
        "use kit; fn f() { kit::thread::spawn(|| ()); }",
        "use kit::process::ProcessPool; fn f(_: kit::thread::JoinHandle<u8>) {}",
        "kit::thread_local! { static A: u8 = 1; }",
        "// kit::case!()\n/// [`kit::case`]\nfn f() { println!(\"kit::case!()\"); }",
    ] {
        assert_eq!(found(source), [], "{source}");
    }
}

#[test]
fn a_word_that_is_not_the_crate_is_no_offence() {
    for source in [
        "fn f(kit: u8) { kit.case(); other::case::begin(kit); }",
        "fn f() { let kit = 1; println!(\"{kit} {}\", kit); vec![kit; 2]; kit as u64 }",
        "struct A { kit: u8 } fn f(a: A) { let A { kit } = a; A { kit }.kit; x.kit::<u8>(); }",
        "use crate::parts as kit; fn f() { drum_kit::case(); }",
        "macro_rules! twice { ($x:expr) => { $x + $x } } fn f(kit: u8) { twice!(kit); }",
        "macro_rules! m { ($kit:ident) => { self.kit + $kit } } fn f(kit: u8) { m!(a); println!(\"{}\", kit); }",
        "macro_rules! lock { ($name:ident) => { kit::sync::Mutex::new($name) } } fn f() { lock!(a); }",
        "fn f(include: bool, path: &str) { if include != true {} let path = \"a\"; g(include); }",
        "fn f() { println!(\"{path}\", path = \"a\"); a[path = 1]; include(\"a\"); }",
        "macro_rules! m { ($a:ident) => { $a } } fn f(path: u8) { m!(path); }",
        "const A: &str = include_str!(\"a.txt\"); #[doc(alias = \"path\")] fn path() {}",
    ] {
        assert_eq!(found(source), [], "{source}");
    }
}

#[test]
fn half_written_code_does_no_harm() {
    for source in [
        "kit",
        "kit::",
        "use kit::{",
        "use kit as",
        "extern crate kit",
        "macro_rules!",
        "macro_rules! m {",
        "macro_rules! m { ($a:tt) => {} } m!(",
        "include!",
        "#[path",
        "path =",
        "#[cfg_attr(path =",
        ")]}",
    ] {
        found(source);
    }
}

#[test]
fn all_code_of_the_course_is_accepted() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    // A hand-out has none of these.
    for folder in ["solutions", "tests/mistakes", "tests/alternatives"] {
        for (file, text) in sources(&root.join(folder)) {
            let is_a_test = file.components().any(|it| it.as_os_str() == "worker");
            if !is_a_test {
                assert_eq!(found(&text), [], "{}", file.display());
            }
        }
    }
}
