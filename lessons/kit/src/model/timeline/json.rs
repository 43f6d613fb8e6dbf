//! The story for programs.
//!
//! Version 1 of the shape, with places `{ "file", "line", "column" }` or null, and threads, objects
//! named by their index and rows by their number. Rounds of a loop are left out of the rows: after row `to`,
//! the rows from `from` on come `times` times more, and have their numbers.
//!
//! ```json
//! { "version": 1,
//!   "summary": "It takes 1 interruption: …",
//!   "interleaving": true, "bound": 1, "execution": 4,
//!   "file": "lessons/…/src/counter.rs",
//!   "threads": [{ "name": "main", "spawned": null, "lane": true }],
//!   "objects": [{ "name": "total", "kind": "Mutex", "made": {…} }],
//!   "rows": [{ "number": 1, "thread": 0, "object": 0, "words": "reads total = 0 (locked)",
//!              "place": {…}, "code": "…", "before": "0", "after": "0", "order": null,
//!              "stale": false, "interrupted": null, "marks": ["acts", "alive"], "matters": true }],
//!   "again": [{ "from": 3, "to": 4, "times": 12 }],
//!   "ending": { "kind": "panic", "title": "…",
//!               "details": [{ "thread": 1, "waits_for": "lock", "words": "waits for …" }],
//!               "hint": null },
//!   "why": [{ "kind": "lost-update", "sentences": ["…"], "rows": [1, 2] }] }
//! ```

use serde_json::{Value, json};

use super::{
    ending::Detail,
    rows::Deed,
    shown::{Line, folded, lines},
    story::{Mark, Story},
};

/// Raised when a field changes its meaning or goes; new fields may come without it.
const VERSION: u32 = 1;

pub(super) fn value(story: &Story) -> Value {
    let failure = story.failure;
    let log = &story.log;
    let shown = lines(story, false);
    let threads: Vec<Value> = log
        .threads
        .iter()
        .enumerate()
        .map(|(index, thread)| {
            json!({
                "name": story.names.thread(index),
                "spawned": thread.spawned,
                "lane": story.lanes.contains(&index),
            })
        })
        .collect();
    let objects: Vec<Value> = log
        .objects
        .iter()
        .enumerate()
        .map(|(index, object)| {
            json!({ "name": story.names.object(index), "kind": object.kind, "made": object.made })
        })
        .collect();
    let folded = folded(story);
    let rows: Vec<Value> = (0..story.rows.len())
        .filter(|index| !folded.iter().any(|again| again.rows().contains(index)))
        .map(|index| row(story, index, shown.contains(&Line::Row(index))))
        .collect();
    let again: Vec<Value> = folded
        .iter()
        .map(|again| json!({ "from": again.from + 1, "to": again.to + 1, "times": again.times }))
        .collect();
    let details: Vec<Value> = story
        .closing
        .details
        .iter()
        .map(|detail| match detail {
            Detail::Sentence(words) => json!({ "thread": null, "words": words }),
            Detail::Waits { thread, aim, words } => {
                json!({ "thread": thread, "waits_for": aim, "words": words })
            }
        })
        .collect();
    let why: Vec<Value> = story
        .reasons
        .iter()
        .map(|reason| {
            let rows: Vec<usize> = reason.rows.iter().map(|row| row + 1).collect();
            json!({ "kind": reason.kind, "sentences": reason.sentences, "rows": rows })
        })
        .collect();
    json!({
        "version": VERSION,
        "summary": story.summary,
        "interleaving": failure.interleaving,
        "bound": failure.bound,
        "execution": failure.execution,
        "file": story.file,
        "threads": threads,
        "objects": objects,
        "rows": rows,
        "again": again,
        "ending": { "kind": story.closing.kind, "title": story.closing.title, "details": details, "hint": story.closing.hint },
        "why": why,
    })
}

fn row(story: &Story, index: usize, matters: bool) -> Value {
    let told = &story.rows[index];
    let log = &story.log;
    let event = told.row.event().map(|event| &log.events[event]);
    // A merged row ends with what its unlock left.
    let last = match told.row.deed {
        Deed::Holds { unlock, .. } => Some(&log.events[unlock]),
        _ => event,
    };
    let marks: Vec<&str> = told.marks.iter().map(|mark| word(*mark)).collect();
    json!({
        "number": index + 1,
        "thread": told.row.thread,
        "object": told.row.object(log),
        "words": told.words,
        "place": told.place,
        "code": told.code,
        "before": event.and_then(|event| event.before.clone()),
        "after": last.and_then(|event| event.after.clone()),
        "order": event.and_then(|event| event.order).map(|order| format!("{order:?}")),
        "stale": event.is_some_and(|event| event.stale),
        "interrupted": told.row.interrupted,
        "marks": marks,
        "matters": matters,
    })
}

fn word(mark: Mark) -> &'static str {
    match mark {
        Mark::Nothing => "nothing",
        Mark::Acts => "acts",
        Mark::Stuck => "stuck",
        Mark::HoldsLock => "holds",
        Mark::Waits => "waits",
        Mark::Alive => "alive",
        Mark::Interrupted => "interrupted",
    }
}
