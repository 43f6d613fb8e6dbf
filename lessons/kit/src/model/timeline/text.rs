//! The story as text for a terminal: the sentence, the table, the end, and why.
//!
//! Columns count characters. Wide characters (CJK, emoji) in a learner's strings make their own
//! row a little wider than it should be, and no other.

mod pen;
mod table;

use self::{
    pen::{Pen, count},
    table::Table,
};
use super::{Style, ending::Detail, story::Story};

/// The whole timeline, ending in a newline.
pub(super) fn draw(story: &Story, style: &Style) -> String {
    let pen = Pen::new(style.width, style.ascii);
    let table = Table::new(story, pen, style.full);
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(text.trim_end());
        out.push('\n');
    };
    for text in pen.wrapped(&story.summary, 0, 0) {
        line(text);
    }
    if !table.shown.is_empty() {
        line(String::new());
        for text in table.header() {
            line(text);
        }
        for shown in &table.shown {
            line(table.line(shown));
        }
    }
    line(String::new());
    for text in closing(story, pen) {
        line(text);
    }
    if !story.reasons.is_empty() {
        line(String::new());
    }
    for reason in &story.reasons {
        for sentence in &reason.sentences {
            for text in pen.wrapped(sentence, 0, 2) {
                line(text);
            }
        }
    }
    if let Some(hint) = &story.closing.hint {
        line(String::new());
        for text in pen.wrapped(&format!("Hint: {hint}"), 0, 2) {
            line(text);
        }
    }
    out
}

/// The end, and what belongs to it.
fn closing(story: &Story, pen: Pen) -> Vec<String> {
    let closing = &story.closing;
    let mut out = pen.wrapped(&closing.title, 0, 2);
    let names = closing.details.iter().filter_map(|detail| match detail {
        Detail::Waits { thread, .. } => Some(count(story.names.thread(*thread))),
        Detail::Sentence(_) => None,
    });
    let name_width = names.max().unwrap_or(0);
    for detail in &closing.details {
        match detail {
            Detail::Sentence(text) => out.extend(pen.wrapped(text, 2, 2)),
            Detail::Waits { thread, words, .. } => {
                let name = pen.fit(story.names.thread(*thread), name_width);
                out.extend(pen.wrapped(&format!("{name}  {words}"), 2, 4 + name_width));
            }
        }
    }
    out
}
