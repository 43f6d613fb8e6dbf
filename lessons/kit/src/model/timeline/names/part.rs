//! A name, part by part: what is bound, and the way from there to what is made.

use crate::model::{
    log::Place,
    timeline::{
        pattern::Pattern,
        setting::{Around, setting},
        source::Sources,
    },
};

/// A part of a name, from the outside in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
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
pub(super) fn parts(place: &Place, sources: &Sources) -> Vec<Part> {
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
pub(super) fn write(parts: &[Part], nth: Option<usize>) -> String {
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
