//! What the runner remembers between two runs: `.hands/state.json` at the course's root.
//!
//! Only a convenience: without it everything is judged anew. So nothing is ever answered from it but a green
//! verdict whose content key still holds, and a file that cannot be understood is kept aside, never wiped.

mod json;
mod store;

pub use store::{Loaded, Store, write_aside};

use std::collections::BTreeMap;

use crate::{
    course::ExerciseId,
    report::{Place, Stage},
};

/// The format that this runner writes. A newer one is not touched. 2 has attempts and times.
pub const VERSION: u64 = 2;

/// The oldest format that is still read.
pub const OLDEST: u64 = 1;

/// The folder at the course's root where everything of the learner's own is kept.
pub const FOLDER: &str = ".hands";

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// By `lesson01/both`.
    entries: BTreeMap<String, Entry>,
}

/// What is remembered of one exercise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The content key for which every stage was green.
    pub passed: Option<String>,
    /// The content key for which nothing was red, but whether it is fast could not be told.
    pub untold: Option<String>,
    /// The stages that were seen whole and green, be it one after the other.
    pub kept: Option<Kept>,
    /// The test that decided when it was not green, if that was later.
    pub last: Option<Failure>,
    /// Where to look, if it was not green.
    pub edit: Option<Edit>,
    /// How many hints of each test were shown, by the test's path.
    pub hints: BTreeMap<String, usize>,
    /// Stands for each content of the learner's own that was judged, in their order.
    pub attempts: Vec<String>,
    /// When it was judged last, in seconds since 1970.
    pub judged: Option<u64>,
    /// When the content of `passed` was green for the first time.
    pub done: Option<u64>,
}

/// The stages in which one content keeps every promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The content key for which it does.
    pub content: String,
    /// In no particular order, each once.
    pub stages: Vec<Stage>,
}

/// The test that decided the last time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The content key for which it failed.
    pub content: String,
    /// `bank::t1_promise`.
    pub test: String,
    /// Its stage.
    pub stage: Stage,
    /// Names the failing schedule, where the race stage found one.
    pub replay: Option<String>,
    /// The content key for which a part was judged later, and this test was green.
    pub mended: Option<String>,
}

/// A line to edit, as long as nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The content key for which this is the line.
    pub content: String,
    /// Relative to the course's root.
    pub place: Place,
}

impl State {
    /// What is known of an exercise.
    pub fn entry(&self, id: &ExerciseId) -> Option<&Entry> {
        self.entries.get(&name(id))
    }

    /// The same, to be changed; made if there is none.
    pub fn entry_mut(&mut self, id: &ExerciseId) -> &mut Entry {
        self.entries.entry(name(id)).or_default()
    }

    /// Forgets what is known of an exercise; hints that were shown stay shown, and attempts stay counted.
    pub fn forget_verdict(&mut self, id: &ExerciseId) {
        if let Some(entry) = self.entries.get_mut(&name(id)) {
            *entry = Entry {
                hints: std::mem::take(&mut entry.hints),
                attempts: std::mem::take(&mut entry.attempts),
                judged: entry.judged,
                ..Entry::default()
            };
        }
    }

    /// Whether every stage was green for exactly this content.
    pub fn is_done(&self, id: &ExerciseId, content: &str) -> bool {
        let entry = self.entry(id);
        entry.is_some_and(|entry| entry.passed.as_deref() == Some(content))
    }

    /// Whether nothing was red for exactly this content, and only speed could not be told.
    pub fn is_untold(&self, id: &ExerciseId, content: &str) -> bool {
        let entry = self.entry(id);
        entry.is_some_and(|entry| entry.untold.as_deref() == Some(content))
    }
}

fn name(id: &ExerciseId) -> String {
    format!("lesson{}/{}", id.lesson, id.exercise)
}
