//! Failures of memory orders: old values, and cells that nothing orders.

use std::sync::atomic::Ordering;

use super::{Reason, number, rows};
use crate::model::{
    log::{Event, What},
    timeline::facts::Facts,
};

/// An old value was read: which write was missed, and what should have ordered the two.
pub(super) fn stale(facts: &Facts) -> Option<Reason> {
    let events = &facts.log.events;
    let read = events.iter().rposition(|event| event.stale)?;
    let object = events[read].object?;
    let reader = events[read].thread;
    let missed = (0..read).rev().find(|index| {
        events[*index].object == Some(object)
            && events[*index].thread != reader
            && is_write(&events[*index])
    })?;
    let (who, writer) = (facts.thread(reader), facts.thread(events[missed].thread));
    let value =
        |text: &Option<String>| text.as_ref().map(|v| format!(" = {v}")).unwrap_or_default();
    let mut sentences = vec![format!(
        "Row {}: {who} still reads {}{}, although row {} had written{}. No interleaving alone does this; the memory \
         orders allow it.",
        number(facts, read),
        facts.object(object),
        value(&events[read].before),
        number(facts, missed),
        events[missed]
            .after
            .as_ref()
            .map(|v| format!(" {v}"))
            .unwrap_or_default(),
    )];
    let mut about = vec![read, missed];
    match link(facts, missed, read) {
        Some((write, seen)) => {
            sentences.push(missing(facts, write, seen));
            about.extend([write, seen]);
        }
        None => sentences.push(format!(
            "Nothing orders the two: {who} has not read, with Acquire, anything that {writer} wrote later with \
             Release, and has neither taken a lock nor joined after it."
        )),
    }
    Some(Reason {
        kind: "stale-read",
        sentences,
        rows: rows(facts, &about),
    })
}

/// Two accesses of a cell that nothing orders: these, or if they are not known the last two that may be meant.
pub(super) fn data_race(facts: &Facts, accesses: Option<(usize, usize)>) -> Option<Reason> {
    let (early, late) = accesses.or_else(|| last_accesses(facts))?;
    let events = &facts.log.events;
    let mut sentences = vec![format!(
        "Rows {} and {}: {} and {} both use {}, at least one of them changes it, and nothing orders the two.",
        number(facts, early),
        number(facts, late),
        facts.thread(events[early].thread),
        facts.thread(events[late].thread),
        events[late]
            .object
            .map_or("it", |object| facts.object(object)),
    )];
    let mut about = vec![early, late];
    if let Some((write, seen)) = link(facts, early, late) {
        sentences.push(missing(facts, write, seen));
        about.extend([write, seen]);
    }
    Some(Reason {
        kind: "data-race",
        sentences,
        rows: rows(facts, &about),
    })
}

fn last_accesses(facts: &Facts) -> Option<(usize, usize)> {
    let events = &facts.log.events;
    let is_cell = |event: &Event| matches!(event.what, What::CellRead | What::CellWrite);
    let late = events.iter().rposition(is_cell)?;
    let early = (0..late).rev().find(|index| {
        let other = &events[*index];
        is_cell(other)
            && other.object == events[late].object
            && other.thread != events[late].thread
            && (other.what == What::CellWrite || events[late].what == What::CellWrite)
    })?;
    Some((early, late))
}

fn is_write(event: &Event) -> bool {
    matches!(
        event.what,
        What::Store | What::ReadModifyWrite(_) | What::Exchanged | What::CellWrite
    )
}

/// After `from`, its thread writes something that the thread of `to` reads before `to`: the pair
/// through which the order should have come.
fn link(facts: &Facts, from: usize, to: usize) -> Option<(usize, usize)> {
    let events = &facts.log.events;
    let reads = |event: &Event| {
        matches!(
            event.what,
            What::Load | What::ReadModifyWrite(_) | What::Exchanged | What::ExchangeFailed { .. }
        )
    };
    (from + 1..to)
        .rev()
        .filter(|seen| events[*seen].thread == events[to].thread && reads(&events[*seen]))
        .find_map(|seen| {
            let write = (from + 1..seen).rev().find(|write| {
                events[*write].thread == events[from].thread
                    && events[*write].object == events[seen].object
                    && is_write(&events[*write])
                    && events[*write].after == events[seen].before
            })?;
            Some((write, seen))
        })
}

/// Which side of the pair is too weak.
fn missing(facts: &Facts, write: usize, seen: usize) -> String {
    let events = &facts.log.events;
    let order = |index: usize| events[index].order.unwrap_or(Ordering::Relaxed);
    let releases = matches!(
        order(write),
        Ordering::Release | Ordering::AcqRel | Ordering::SeqCst
    );
    let acquires = matches!(
        order(seen),
        Ordering::Acquire | Ordering::AcqRel | Ordering::SeqCst
    );
    let weak = match (releases, acquires) {
        (false, false) => {
            "the write is not Release and the read is not Acquire, so seeing the one says nothing about what came before it"
        }
        (false, true) => "the write is not Release, so what came before it need not be seen",
        (true, false) => "the read is not Acquire, so what came before the write need not be seen",
        (true, true) => "but another write came between",
    };
    format!(
        "{} is written in row {} ({:?}) and read in row {} ({:?}): {weak}.",
        events[write]
            .object
            .map_or("it", |object| facts.object(object)),
        number(facts, write),
        order(write),
        number(facts, seen),
        order(seen),
    )
}
