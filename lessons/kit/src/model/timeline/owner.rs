//! Whose lock it is: the variable through which an object was reached.
//!
//! One line of `Account::new` makes the locks of all accounts, so the line says nothing. The calls
//! that led to an operation do: `from.balance.lock()` stands in `transfer(from, to)`, which was
//! called as `transfer(&ann, &ben, 5)`, so it is `ann.balance`.

use std::ops::Range;

use super::{
    setting::receiver_start,
    source::{Source, Sources},
    syntax::{Function, arguments, index_at},
    variable::{Path, Variable, variable},
};
use crate::model::log::{Event, Log, Place};

/// Steps from variable to variable beyond which nothing is clear any more.
const FAR: usize = 16;

/// The object as the model's own thread calls it, else as any thread does.
pub(super) fn owner(log: &Log, object: usize, sources: &Sources) -> Option<String> {
    let uses = |of_main: bool| {
        log.events
            .iter()
            .filter(move |event| event.object == Some(object) && (event.thread == 0) == of_main)
    };
    uses(true)
        .chain(uses(false))
        // A loop says the same again and again.
        .take(FAR)
        .find_map(|event| by_calls(log, event, sources, |calls| follow(calls, sources)))
}

/// What `look` finds among the calls that led to an event, the nearest first. It is given the nearest alone before, where
/// the log says that without the others: to look up the whole chain in the debug information takes ten times as
/// long as all the rest of a timeline.
fn by_calls<R>(
    log: &Log,
    event: &Event,
    sources: &Sources,
    look: impl Fn(&[Place]) -> Option<R>,
) -> Option<R> {
    let nearest = event
        .place
        .filter(|place| sources.file(place.file).is_some());
    nearest
        .and_then(|place| look(&[place]))
        .or_else(|| look(&places(log, event)))
}

/// The calls that led to an event, the nearest first; only its own line if they are not known.
/// Every file has one name, the one that the log uses.
fn places(log: &Log, event: &Event) -> Vec<Place> {
    let known = |file: &str| {
        let events = log.events.iter().filter_map(|event| event.place);
        let threads = log.threads.iter().filter_map(|thread| thread.spawned);
        let objects = log.objects.iter().map(|object| object.made);
        events
            .chain(threads)
            .chain(objects)
            .map(|place| place.file)
            .find(|name| file.ends_with(name))
    };
    let calls = event.calls.places();
    if calls.is_empty() {
        return event.place.into_iter().collect();
    }
    let renamed = |place: &Place| Place {
        file: known(place.file).unwrap_or(place.file),
        ..*place
    };
    calls.iter().map(renamed).collect()
}

/// Where a value is looked at: in which of the places' files, which tokens.
struct Look<'a> {
    places: &'a [Place],
    sources: &'a Sources,
    /// Index into `places`.
    level: usize,
    value: Range<usize>,
    /// The way from the value to the object.
    rest: String,
}

fn follow(places: &[Place], sources: &Sources) -> Option<String> {
    let place = places.first()?;
    let source = sources.file(place.file)?;
    let method = index_at(&source.tokens, place.line, place.column)?;
    let mut look = Look {
        places,
        sources,
        level: 0,
        value: receiver(&source, method)?,
        rest: String::new(),
    };
    for _ in 0..FAR {
        if let Some(name) = look.step()? {
            return Some(name);
        }
    }
    None
}

/// The expression before the dot of a method.
fn receiver(source: &Source, method: usize) -> Option<Range<usize>> {
    let dot = method.checked_sub(1)?;
    if source.tokens[dot].text != "." {
        return None;
    }
    Some(receiver_start(&source.tokens, dot)..dot)
}

impl Look<'_> {
    /// One step towards where the value comes from. The name, once there is nowhere to go.
    #[expect(
        clippy::option_option,
        reason = "outside: whether it can be followed; inside: whether it has arrived"
    )]
    fn step(&mut self) -> Option<Option<String>> {
        let source = self.sources.file(self.places[self.level].file)?;
        let tokens = &source.tokens;
        let path = Path::parse(&tokens[self.value.clone()])?;
        let at = self.value.start;
        let rest = format!("{}{}", path.rest, self.rest);
        let function = Function::around(tokens, at)?;
        if path.root == "self" {
            self.climb(&function, None)?;
        } else {
            match variable(tokens, &path.root, function.body, at) {
                Some((Variable::Elsewhere, _)) => return None,
                Some((Variable::To(value), _)) if Path::parse(&tokens[value.clone()]).is_some() => {
                    self.value = value
                }
                Some(_) => return Some(Some(format!("{}{rest}", path.root))),
                None => {
                    let nth = function
                        .parameters
                        .iter()
                        .position(|name| *name == path.root)?;
                    self.climb(&function, Some(nth))?;
                }
            }
        }
        self.rest = rest;
        Some(None)
    }

    /// To the call of `function`: its argument with this number, or what it is called on.
    fn climb(&mut self, function: &Function, argument: Option<usize>) -> Option<()> {
        for level in self.level + 1..self.places.len() {
            let place = self.places[level];
            let Some(source) = self.sources.file(place.file) else {
                continue;
            };
            let tokens = &source.tokens;
            let Some(start) = index_at(tokens, place.line, place.column) else {
                continue;
            };
            let call = (start..tokens.len().saturating_sub(1))
                .take_while(|index| tokens[*index].text != ";")
                .find(|index| {
                    tokens[*index].text == function.name && tokens[index + 1].text == "("
                });
            let Some(call) = call else { continue };
            let values = arguments(tokens, call + 1);
            let on = receiver(&source, call);
            self.value = match (argument, on) {
                (None, Some(on)) => on,
                (None, None) => values.first()?.clone(),
                (Some(nth), _) => values.get(nth)?.clone(),
            };
            self.level = level;
            return Some(());
        }
        None
    }
}

/// What the object is called where it is used: the field or the variable before the dot.
pub(super) fn name_in_use(log: &Log, object: usize, sources: &Sources) -> Option<String> {
    let uses = log
        .events
        .iter()
        .filter(|event| event.object == Some(object))
        .take(FAR);
    uses.into_iter()
        .find_map(|event| by_calls(log, event, sources, |calls| called(calls.first()?, sources)))
}

/// What a method is called on at this place: the last field, or the variable.
fn called(place: &Place, sources: &Sources) -> Option<String> {
    let source = sources.file(place.file)?;
    let method = index_at(&source.tokens, place.line, place.column)?;
    let path = Path::parse(&source.tokens[receiver(&source, method)?])?;
    let last = path.rest.rsplit('.').next().unwrap_or("");
    let name = if path.rest.is_empty() {
        path.root.as_str()
    } else {
        last
    };
    let says_something = name.starts_with(|c: char| c.is_alphabetic()) && name != "self";
    says_something.then(|| name.to_string())
}

/// The line that a reader looks for: where a helper only hands out a guard, the line that asked
/// for it.
pub(super) fn telling_place(log: &Log, event: &Event, sources: &Sources) -> Option<Place> {
    let own = event.place?;
    if sources.file(own.file).is_none() {
        // An iterator of the standard library asked, for a line of the learner's.
        return Some(places(log, event).first().copied().unwrap_or(own));
    }
    let only_hands_out = |place: &Place| {
        let source = sources.file(place.file)?;
        let at = index_at(&source.tokens, place.line, place.column)?;
        let function = Function::around(&source.tokens, at)?;
        function.gives_guard.then_some(function.name)
    };
    let Some(helper) = only_hands_out(&own) else {
        return Some(own);
    };
    let places = places(log, event);
    // A helper with `#[track_caller]` has named its caller already.
    let mut callers = places
        .iter()
        .skip_while(|place| (place.file, place.line) != (own.file, own.line))
        .skip(1);
    let caller = callers.find(|place| {
        sources.file(place.file).is_some_and(|source| {
            let at = index_at(&source.tokens, place.line, place.column);
            at.is_some_and(|at| {
                let mut statement = source.tokens[at..]
                    .iter()
                    .take_while(|token| token.text != ";");
                statement.any(|token| token.text == helper)
            })
        })
    });
    Some(caller.copied().unwrap_or(own))
}
