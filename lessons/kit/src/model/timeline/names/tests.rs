//! Names, as they come from marked places in a piece of source.

use super::Names;
use crate::model::{
    log::{Log, Object, ObjectKind, Place, Thread},
    timeline::source::Sources,
};

const FILE: &str = "src/bank.rs";

/// The places that are marked in the source, in the order of their numbers: `§1`, `§2`.
fn marked(source: &str) -> (String, Vec<Place>) {
    let mut places = Vec::new();
    for mark in 1.. {
        let mark = format!("§{mark}");
        let Some(at) = source.find(&mark) else { break };
        let before: String = source[..at]
            .split('§')
            .map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit()))
            .collect();
        places.push(Place {
            file: FILE,
            line: before.matches('\n').count() as u32 + 1,
            column: before.rsplit('\n').next().unwrap().chars().count() as u32 + 1,
        });
    }
    let text = source
        .split('§')
        .map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit()))
        .collect();
    (text, places)
}

/// Names of objects, each made at the place with its number.
fn objects(source: &str, made: &[(ObjectKind, usize)]) -> Vec<String> {
    let (text, places) = marked(source);
    let log = Log {
        objects: made
            .iter()
            .map(|(kind, n)| Object::new(*kind, places[n - 1]))
            .collect(),
        ..Log::default()
    };
    let names = Names::of(&log, &Sources::of(&[(FILE, &text)]));
    (0..made.len())
        .map(|object| names.object(object).to_string())
        .collect()
}

fn threads(source: &str, spawned: &[usize]) -> Vec<String> {
    let (text, places) = marked(source);
    let mut log = Log::default();
    log.threads.push(Thread {
        name: None,
        spawned: None,
    });
    log.threads.extend(spawned.iter().map(|n| Thread {
        name: None,
        spawned: Some(places[n - 1]),
    }));
    let names = Names::of(&log, &Sources::of(&[(FILE, &text)]));
    (0..log.threads.len())
        .map(|thread| names.thread(thread).to_string())
        .collect()
}

use ObjectKind::{Channel, Condvar, Mutex};

#[test]
fn a_field_is_called_as_the_struct_calls_it() {
    let source = "fn new() -> Self { Self { state: §1Mutex::new(0), changed: §2Condvar::new() } }";
    assert_eq!(
        objects(source, &[(Mutex, 1), (Condvar, 2)]),
        ["state", "changed"]
    );
}

#[test]
fn objects_of_one_line_are_counted_if_nothing_tells_whose_they_are() {
    let source = "fn new(n: u8) -> Self { Self { balance: §1Mutex::new(n) } }
        fn f() { let forks: Vec<_> = (0..2).map(|_| §2Mutex::new(0)).collect(); }";
    assert_eq!(
        objects(source, &[(Mutex, 1), (Mutex, 1), (Mutex, 2), (Mutex, 2)]),
        ["balance#1", "balance#2", "forks#1", "forks#2"]
    );
}

#[test]
fn the_same_name_in_two_places_gets_its_line() {
    let source = "fn a() -> Self { Self { balance: §1Mutex::new(n) } }
        fn b() -> Self { Self { balance: §2Mutex::new(n) } }";
    assert_eq!(
        objects(source, &[(Mutex, 1), (Mutex, 2)]),
        ["balance@1", "balance@2"]
    );
}

#[test]
fn places_in_arrays_and_tuples() {
    let source = "fn f() { let pair = Arc::new((§1Mutex::new(0), §2Condvar::new()));
        let slots = [§3Mutex::new(0), §4Mutex::new(0)];
        let all = [Account { balance: §5Mutex::new(0) }, Account { balance: §6Mutex::new(0) }]; }";
    assert_eq!(
        objects(
            source,
            &[
                (Mutex, 1),
                (Condvar, 2),
                (Mutex, 3),
                (Mutex, 4),
                (Mutex, 5),
                (Mutex, 6)
            ]
        ),
        [
            "pair.0",
            "pair.1",
            "slots[0]",
            "slots[1]",
            "all[0].balance",
            "all[1].balance"
        ]
    );
}

#[test]
fn a_channel_has_a_name_at_each_end() {
    let (text, places) = marked("fn f() { let (jobs, receiver) = §1mpsc::channel::<u32>(); }");
    let log = Log {
        objects: vec![Object::new(Channel, places[0])],
        ..Log::default()
    };
    let names = Names::of(&log, &Sources::of(&[(FILE, &text)]));
    assert_eq!((names.sender(0), names.receiver(0)), ("jobs", "receiver"));
    assert_eq!(names.object(0), "jobs/receiver");
}

#[test]
fn what_has_no_name_is_counted_by_kind() {
    let source = "fn new() -> Self { Self(§1Mutex::new(0)) }
        fn g() { f(§2Mutex::new(0)) }";
    assert_eq!(
        objects(source, &[(Mutex, 1), (Condvar, 2), (Mutex, 2)]),
        ["mutex#1", "condvar#1", "mutex#2"]
    );
}

#[test]
fn threads_are_called_as_their_handles_unless_those_say_nothing() {
    let source = "fn f() { let producer = §1thread::spawn(a); let t2 = §2thread::spawn(b);
        let handles: Vec<_> = (0..2).map(|_| §3thread::spawn(c)).collect();
        let hands: Vec<_> = (0..2).map(|_| §4thread::spawn(c)).collect();
        let setter_handle = §5thread::spawn(a); list.push(§6thread::spawn(a)); }";
    assert_eq!(
        threads(source, &[1, 2, 3, 3, 4, 4, 5, 6]),
        [
            "main", "producer", "T2", "T3", "T4", "hands[0]", "hands[1]", "setter", "T8"
        ]
    );
}
