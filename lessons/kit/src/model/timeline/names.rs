//! The learner's own names for objects and threads.
//!
//! A short name where it is enough (`balance`), a longer one where several objects share it
//! (`ann.balance`, `accounts[1].balance`), and a number only where the source says nothing.

use super::{
    owner::{name_in_use, owner},
    pattern::Pattern,
    setting::{Around, setting},
    source::Sources,
};
use crate::model::log::{Event, Log, Object, ObjectKind, Place, What};

/// Names of all objects and threads of a log, by index.
pub(super) struct Names {
    objects: Vec<String>,
    threads: Vec<String>,
}

impl Names {
    pub(super) fn of(log: &Log, sources: &Sources) -> Self {
        Self {
            objects: objects(log, sources),
            threads: threads(log, sources),
        }
    }

    /// The whole name; a channel has two: `jobs/receiver`.
    pub(super) fn object(&self, object: usize) -> &str {
        self.objects.get(object).map_or("?", String::as_str)
    }

    /// A channel as those who send into it call it.
    pub(super) fn sender(&self, channel: usize) -> &str {
        let name = self.object(channel);
        name.split_once('/').map_or(name, |(sender, _)| sender)
    }

    /// A channel as the one who receives from it calls it.
    pub(super) fn receiver(&self, channel: usize) -> &str {
        let name = self.object(channel);
        name.split_once('/').map_or(name, |(_, receiver)| receiver)
    }

    pub(super) fn thread(&self, thread: usize) -> &str {
        self.threads.get(thread).map_or("?", String::as_str)
    }
}

/// A part of a name, from the outside in.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Head(String),
    /// `.balance`, `.0`
    Field(String),
    /// `[1]`
    Index(usize),
    /// One of many that the same place made: `[k]`, where `k` counts them.
    Each,
    /// One of many, and each has its own name: `let [one, other] = … .map(…)`.
    Chosen(Vec<Pattern>),
}

/// The name of what is made here.
fn parts(place: &Place, sources: &Sources) -> Vec<Part> {
    // Inside the standard library or the kit there is nothing to be read.
    let mut steps = sources
        .file(place.file)
        .map(|source| setting(&source.tokens, place.line, place.column))
        .unwrap_or_default();
    steps.reverse();
    spell(steps)
}

/// From the outside in: what is bound, and the way from there to the object.
fn spell(steps: Vec<Around>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut pattern = None;
    for step in steps {
        let chosen = match (pattern.take(), &step) {
            (Some(Pattern::Tuple(mut inner)), Around::Position(at))
            | (Some(Pattern::Array(mut inner)), Around::Element(at))
                if *at < inner.len() =>
            {
                Ok(inner.swap_remove(*at))
            }
            (Some(Pattern::Array(inner)), Around::Each) => Err(Part::Chosen(inner)),
            (_, Around::Bound(bound)) => Ok(bound.clone()),
            (_, Around::Field(name)) => Err(Part::Field(name.clone())),
            (_, Around::Position(at)) => Err(Part::Field(at.to_string())),
            (_, Around::Element(at)) => Err(Part::Index(*at)),
            (_, Around::Each) => Err(Part::Each),
            (_, Around::Given) => continue,
        };
        match chosen {
            Ok(Pattern::Name(name)) => parts.push(Part::Head(name)),
            Ok(inner) => pattern = Some(inner),
            Err(part) => parts.push(part),
        }
    }
    if let Some(Pattern::Tuple(ends)) = pattern
        && let [Pattern::Name(sender), Pattern::Name(receiver)] = ends.as_slice()
    {
        // Not taken apart by what made it: the two ends of a channel.
        parts.push(Part::Head(format!("{sender}/{receiver}")));
    }
    parts
}

/// The name; of things that one place makes, the `nth` if their order is known. Empty if there is
/// none.
fn write(parts: &[Part], nth: Option<usize>) -> String {
    let mut name = String::new();
    for part in parts {
        match (part, nth) {
            (Part::Head(head), _) => name = head.clone(),
            (Part::Field(field), _) if name.is_empty() => name = field.clone(),
            (Part::Field(field), _) => name = format!("{name}.{field}"),
            (Part::Index(at), _) => name = format!("{name}[{at}]"),
            (Part::Each | Part::Chosen(_), None) => {}
            (Part::Each, Some(nth)) => name = format!("{name}[{nth}]"),
            (Part::Chosen(names), Some(nth)) => match names.get(nth) {
                Some(Pattern::Name(one)) => name = one.clone(),
                _ => name = format!("{name}[{nth}]"),
            },
        }
    }
    if name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        name
    } else {
        String::new()
    }
}

fn objects(log: &Log, sources: &Sources) -> Vec<String> {
    let all: Vec<Vec<Part>> = log
        .objects
        .iter()
        .map(|object| parts(&object.made, sources))
        .collect();
    let mut names: Vec<String> = all
        .iter()
        .enumerate()
        .map(|(object, parts)| match short(parts) {
            // `#[derive(Default)]`, a tuple struct, an argument: then by how it is used.
            none if none.is_empty() => name_in_use(log, object, sources)
                .or_else(|| owner(log, object, sources))
                .unwrap_or_default(),
            name => name,
        })
        .collect();

    // Several of the same name: whose?
    let shared = repeated(&names);
    let owned: Vec<Option<String>> = (0..names.len())
        .map(|object| {
            shared[object]
                .then(|| owner(log, object, sources))
                .flatten()
        })
        .collect();
    for (object, name) in names.iter_mut().enumerate() {
        if shared[object] && !name.is_empty() {
            *name = match &owned[object] {
                Some(owner) => owner.clone(),
                None if !all[object].is_empty() => write(&all[object], None),
                None => name.clone(),
            };
        }
    }
    // The same name in different places: say which line.
    let shared = repeated(&names);
    let places = |name: &String, names: &[String]| {
        let same = |other: usize| names[other] == *name;
        let mut lines: Vec<Place> = (0..names.len())
            .filter(|other| same(*other))
            .map(|other| log.objects[other].made)
            .collect();
        lines.dedup();
        lines.len()
    };
    let before = names.clone();
    for (object, name) in names.iter_mut().enumerate() {
        if shared[object] && !name.is_empty() && places(name, &before) > 1 {
            *name = format!("{name}@{}", log.objects[object].made.line);
        }
    }
    // Still the same, or none at all: a number, in the order in which the timeline shows them first.
    let shared = repeated(&names);
    let mut count = std::collections::BTreeMap::new();
    let mut by_first_use: Vec<usize> = (0..names.len()).collect();
    by_first_use.sort_by_key(|object| first_use(log, *object));
    for object in by_first_use {
        let name = &mut names[object];
        if name.is_empty() || shared[object] {
            let base = if name.is_empty() {
                kind_word(&log.objects[object]).to_string()
            } else {
                name.clone()
            };
            let number = count.entry(base.clone()).or_insert(0_usize);
            *number += 1;
            *name = format!("{base}#{number}");
        }
    }
    names
}

/// The first event that does something to it. To want a lock is not to have it: no row shows that.
fn first_use(log: &Log, object: usize) -> usize {
    let uses =
        |event: &Event| event.object == Some(object) && !matches!(event.what, What::Wants(_));
    log.events.iter().position(uses).unwrap_or(usize::MAX)
}

/// The field that holds it, if one does, else all that is known.
fn short(parts: &[Part]) -> String {
    let field = parts
        .iter()
        .rposition(|part| matches!(part, Part::Field(name) if !is_number(name)));
    write(&parts[field.unwrap_or(0)..], None)
}

fn repeated(names: &[String]) -> Vec<bool> {
    names
        .iter()
        .map(|name| names.iter().filter(|other| *other == name).count() > 1)
        .collect()
}

fn is_number(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_digit())
}

/// What a thing without a name is called.
fn kind_word(object: &Object) -> &'static str {
    match object.kind {
        ObjectKind::Mutex => "mutex",
        ObjectKind::RwLock => "rwlock",
        ObjectKind::Condvar => "condvar",
        ObjectKind::Atomic => "atomic",
        ObjectKind::Channel => "channel",
        ObjectKind::Cell => "cell",
        ObjectKind::Barrier => "barrier",
        ObjectKind::Once => "once",
    }
}

fn threads(log: &Log, sources: &Sources) -> Vec<String> {
    let all: Vec<Option<Vec<Part>>> = log
        .threads
        .iter()
        .map(|thread| Some(parts(&thread.spawned?, sources)))
        .collect();
    let mut names: Vec<String> = Vec::new();
    for (index, thread) in log.threads.iter().enumerate() {
        let nth = (0..index)
            .filter(|other| {
                all[*other] == all[index] && log.threads[*other].spawned == thread.spawned
            })
            .count();
        let name = match (&thread.name, index) {
            (Some(name), _) => name.clone(),
            (None, 0) => "main".to_string(),
            _ => all[index]
                .as_ref()
                .map_or(String::new(), |parts| thread_name(parts, nth)),
        };
        let taken = name.is_empty() || names.contains(&name);
        names.push(if taken { format!("T{index}") } else { name });
    }
    names
}

/// A variable that says who the thread is; names for handles in general say nothing.
fn thread_name(parts: &[Part], nth: usize) -> String {
    let name = write(parts, Some(nth));
    let head = name.split(['[', '.']).next().unwrap_or("");
    let head = head.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_');
    let empty = [
        "", "h", "hs", "handle", "handles", "jh", "join", "joins", "joiner", "t", "ts", "th",
        "thread", "threads",
    ];
    let role = name
        .strip_suffix("_handle")
        .or(name.strip_suffix("_thread"));
    match role {
        _ if empty.contains(&head) => String::new(),
        Some(role) => role.to_string(),
        None => name,
    }
}

#[cfg(test)]
mod tests {
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
        let source =
            "fn new() -> Self { Self { state: §1Mutex::new(0), changed: §2Condvar::new() } }";
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
}
