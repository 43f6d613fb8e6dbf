//! What sentences about a failure are made of.

use super::{
    access::Access, names::Names, replay::Replay, rows::Row, source::Sources, words::Words,
};
use crate::model::log::{Failure, Log, Place};

/// A failure with everything that was found out about it.
pub(super) struct Facts<'a> {
    pub(super) failure: &'a Failure,
    pub(super) log: &'a Log,
    pub(super) names: &'a Names,
    pub(super) replay: &'a Replay,
    pub(super) rows: &'a [Row],
    pub(super) words: Words<'a>,
    /// The learner's file.
    pub(super) file: &'a str,
    pub(super) sources: &'a Sources,
    pub(super) accesses: Vec<Access>,
}

impl Facts<'_> {
    /// The row (from 0) that tells an event.
    pub(super) fn row(&self, event: usize) -> Option<usize> {
        self.rows.iter().position(|row| row.tells(event))
    }

    /// ` since line 9`: the preposition and the place of an event, if it is known.
    pub(super) fn line(&self, preposition: &str, event: usize) -> String {
        self.log.events[event].place.map_or(String::new(), |place| {
            format!(" {preposition} {}", spot(place, self.file))
        })
    }

    pub(super) fn thread(&self, thread: usize) -> &str {
        self.names.thread(thread)
    }

    pub(super) fn object(&self, object: usize) -> &str {
        self.names.object(object)
    }
}

/// `line 9`, or `race/bank.rs:9` where the file is not the one that the table is about.
pub(super) fn spot(place: Place, file: &str) -> String {
    if place.file == file {
        format!("line {}", place.line)
    } else {
        format!("{}:{}", short(place.file), place.line)
    }
}

/// A file by its last folder and its name.
pub(super) fn short(file: &str) -> String {
    let mut parts: Vec<&str> = file.rsplit(['/', '\\']).take(2).collect();
    parts.reverse();
    parts.join("/")
}
