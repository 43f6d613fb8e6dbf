//! Names of objects: as short as they can be without two of the same.

use std::collections::BTreeMap;

use super::part::{Part, parts, write};
use crate::model::{
    log::{Event, Log, Object, ObjectKind, Place, What},
    timeline::{
        owner::{name_in_use, owner},
        source::Sources,
    },
};

/// By index.
pub(super) fn names(log: &Log, sources: &Sources) -> Vec<String> {
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
    let mut count = BTreeMap::new();
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
