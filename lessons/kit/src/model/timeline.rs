//! A failing execution, drawn so that a beginner can read it: a lane per thread, a row per step.
//!
//! A function of the [`Failure`] and the learner's source. On the way:
//! `names` finds out what the learner calls things (from the `source`, by its `tokens` and the
//! `setting` of each `new`); `replay` plays the log once more, so that it is known who holds
//! and waits for what at each `moment`; `rows` are the steps worth telling, `words` what they
//! say; `summary`, `ending` and `why` are the sentences around the table, made from the
//! `facts`; `story` has it all. `text` and `json` give it a form, and `shown` decides
//! what a short text leaves out.
//!
//! `lessons/kit/TIMELINES.md` tells learners how to read it.

mod access;
mod ending;
mod facts;
mod json;
mod moment;
mod names;
mod owner;
mod pattern;
mod replay;
mod rows;
#[cfg(test)]
mod scene;
mod setting;
mod shown;
mod source;
mod story;
mod summary;
mod syntax;
#[cfg(test)]
mod tests;
mod text;
mod tokens;
mod variable;
mod why;
mod words;

pub(crate) use self::source::Sources;
use self::story::Story;
use super::log::Failure;

/// How a timeline is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// In columns; no line is longer. Less than 60 counts as 60.
    pub width: usize,
    /// Shows every step, also those that do not matter, and each round of a loop.
    pub full: bool,
    /// Uses no other characters than ASCII.
    pub ascii: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            width: 100,
            full: false,
            ascii: false,
        }
    }
}

/// The timeline as text: what it takes, the table, how it ended, and why.
pub fn render(failure: &Failure, style: &Style) -> String {
    text::draw(&Story::of(failure, &Sources::on_disk()), style)
}

/// The timeline for programs; the shape is told in the module `json`.
pub fn to_json(failure: &Failure) -> serde_json::Value {
    json::value(&Story::of(failure, &Sources::on_disk()))
}
