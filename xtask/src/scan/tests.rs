use super::scan;

fn found(source: &str) -> Vec<(u32, String)> {
    scan(source)
        .into_iter()
        .map(|around| (around.line, around.what))
        .collect()
}

fn one(source: &str, what: &str) {
    assert_eq!(found(source), [(1, what.to_owned())], "{source}");
}

fn none(source: &str) {
    assert_eq!(found(source), [], "{source}");
}

#[test]
fn every_way_to_name_stds_lock_is_found() {
    one("use std::sync::Mutex;", "std::sync::Mutex");
    one(
        "use std::sync::Mutex as Lock; fn f(_: Lock<u8>) {}",
        "std::sync::Mutex",
    );
    one("use std::{sync::{Arc, RwLock}, fmt};", "std::sync::RwLock");
    one("use ::std::sync::Condvar;", "std::sync::Condvar");
    one("pub(crate) use std::sync::Barrier;", "std::sync::Barrier");
    one("static M: std::sync::Mutex<u8> = x;", "std::sync::Mutex");
    one(
        "fn f() { let m = ::std::sync::Mutex::new(0); }",
        "std::sync::Mutex",
    );
    one(
        "use std::sync; fn f(_: sync::Mutex<u8>) {}",
        "std::sync::Mutex",
    );
    one(
        "use std as s; fn f(_: s::sync::Mutex<u8>) {}",
        "std::sync::Mutex",
    );
    one(
        "extern crate std as s; fn f(_: s::sync::Mutex<u8>) {}",
        "std::sync::Mutex",
    );
    one(
        "use std::sync::{self as locks}; fn f(_: locks::Mutex<u8>) {}",
        "std::sync::Mutex",
    );
    one(
        "use std::sync::*; fn f(_: Mutex<u8>) {}",
        "std::sync::Mutex",
    );
    one(
        "use std::sync::*; fn f() { Mutex::new(0); }",
        "std::sync::Mutex",
    );
    one("fn f() { use std::sync::LazyLock; }", "std::sync::LazyLock");
    one("use std::sync::poison::Mutex;", "std::sync::poison::Mutex");
}

#[test]
fn channels_atomics_and_threads_are_found() {
    one("use std::sync::mpsc::channel;", "std::sync::mpsc::channel");
    one(
        "use std::sync::mpsc; fn f() { let (a, b) = mpsc::sync_channel(1); }",
        "std::sync::mpsc::sync_channel",
    );
    one(
        "use core::sync::atomic::AtomicU64;",
        "std::sync::atomic::AtomicU64",
    );
    one(
        "use std::sync::atomic::{AtomicBool, Ordering};",
        "std::sync::atomic::AtomicBool",
    );
    one(
        "use std::sync::atomic::*; fn f(_: AtomicUsize, _: Ordering) {}",
        "std::sync::atomic::AtomicUsize",
    );
    one(
        "use std::thread; fn f() { thread::spawn(|| ()); }",
        "std::thread::spawn",
    );
    one(
        "fn f() { std::thread::scope(|s| ()); }",
        "std::thread::scope",
    );
    one("use std::thread::JoinHandle;", "std::thread::JoinHandle");
    one("fn f() { std::hint::spin_loop(); }", "std::hint::spin_loop");
}

#[test]
fn a_value_for_each_thread_is_found() {
    one("thread_local! { static A: u8 = 1; }", "std::thread_local!");
    one(
        "std::thread_local! { static A: u8 = 1; }",
        "std::thread_local!",
    );
    one(
        "::std::thread_local!(static A: u8 = 1);",
        "std::thread_local!",
    );
    one(
        "use std::thread_local; thread_local! {}",
        "std::thread_local!",
    );
    one(
        "use std::thread_local as own; own! {}",
        "std::thread_local!",
    );
    none("kit::thread_local! { static A: u8 = 1; }");
    none("use kit::thread_local; thread_local! { static A: u8 = 1; }");
    none("use kit::{thread_local as own, thread}; own! { static A: u8 = 1; }");
    none("fn f(thread_local: u8) { if thread_local == 1 {} }");
}

#[test]
fn a_way_through_modules_of_ones_own_is_found() {
    one(
        "mod p { pub use std::sync; } use p::sync::atomic::AtomicU64;",
        "std::sync::atomic::AtomicU64",
    );
    one(
        "use std::thread; fn f() { self::thread::spawn(|| ()); }",
        "std::thread::spawn",
    );
    one(
        "use std::sync; mod m { fn f(_: super::sync::Mutex<u8>) {} }",
        "std::sync::Mutex",
    );
    one(
        "use std as s; use s::sync as t; fn f(_: crate::a::b::u8, _: crate::t::Mutex<u8>) {}",
        "std::sync::Mutex",
    );
    one(
        "mod p { pub use std::sync::*; } fn f(_: p::Condvar) {}",
        "std::sync::Condvar",
    );
    none("mod p { pub use kit::sync; } use p::sync::Mutex; fn f(_: self::p::sync::RwLock<u8>) {}");
    none("mod sync { pub struct Mutex; } use self::sync::Mutex; fn f(_: crate::sync::Mutex) {}");
    none("use a::b; use b::a; fn f() { a::b::c(); }");
}

#[test]
fn what_threads_do_not_meet_at_is_fine() {
    none("use std::sync::{Arc, Weak, PoisonError, LockResult, TryLockError};");
    none("use std::sync::atomic::Ordering; fn f(_: Ordering) {}");
    none("use std::sync::atomic::Ordering::{self, SeqCst};");
    none("use std::sync::mpsc::{SendError, RecvTimeoutError};");
    none("fn f() -> std::thread::Result<()> { if std::thread::panicking() {} Ok(()) }");
    none("use std::{sync, thread}; fn f(_: sync::Arc<u8>) { thread::panicking(); }");
    none("use std::sync::*; fn f(_: Arc<u8>) {}");
}

#[test]
fn the_kits_own_are_fine() {
    none(
        "use kit::sync::{Mutex, mpsc}; use kit::thread; fn f(_: Mutex<u8>) { thread::spawn(|| mpsc::channel::<u8>()); }",
    );
    none(
        "use kit::{sync::atomic::{AtomicU64, Ordering}, thread}; fn f() { thread::spawn(|| ()); }",
    );
    none("use std::sync::*; use kit::sync::Mutex; fn f(_: Mutex<u8>) {}");
    none(
        "mod std_like { pub struct Mutex; } fn f(_: std_like::Mutex) { self::sync::Mutex; x.sync().thread.spawn(); }",
    );
}

#[test]
fn comments_and_texts_do_not_count() {
    none(
        "// use std::sync::Mutex;\n/// [`std::sync::Mutex`]\nfn f() { println!(\"std::sync::Mutex\"); }",
    );
    none("/* use std::sync::Mutex; */ const A: &str = r#\"std::thread::spawn\"#;");
}

#[test]
fn each_use_is_told_with_its_line_and_what_to_write() {
    let source = "use std::{\n    sync::{\n        Arc,\n        Mutex,\n    },\n    thread,\n};\n\nfn f() {\n    thread::spawn(|| ());\n}\n";
    let around = scan(source);
    let told: Vec<_> = around
        .iter()
        .map(|around| (around.line, around.instead.as_str()))
        .collect();
    assert_eq!(told, [(4, "kit::sync::Mutex"), (10, "kit::thread::spawn")]);
}

#[test]
fn half_written_code_does_no_harm() {
    for source in [
        "use std::",
        "use std::{",
        "use std::{sync::{Mutex",
        "use",
        "use std::sync::Mutex as",
        "a::",
        "extern crate",
    ] {
        scan(source);
    }
}
