//! The story as text for a terminal: the sentence, the table, the end, and why.
//!
//! Columns count characters. Wide characters (CJK, emoji) in a learner's strings make their own
//! row a little wider than it should be, and no other.

use super::{
    Style,
    ending::Detail,
    facts::short,
    shown::{Line, lines},
    story::{Mark, Story, Told},
};
use crate::model::log::Place;

/// Narrower than this no table can be read; it is drawn anyway, at this width.
const NARROWEST: usize = 60;
/// Room for `123  `.
const NUMBER: usize = 5;
/// A lane with its name above.
const LANE: std::ops::RangeInclusive<usize> = 4..=12;
/// Lanes that take more than this together are drawn narrow, and their names one below the other.
const LANES: usize = 27;
const NARROW_LANE: usize = 4;
/// The source line gets at least this much where there is room.
const CODE: usize = 34;

/// The whole timeline, ending in a newline.
pub(super) fn draw(story: &Story, style: &Style) -> String {
    let pen = Pen::new(story, style);
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(text.trim_end());
        out.push('\n');
    };
    for text in pen.wrapped(&story.summary, 0, 0) {
        line(text);
    }
    if !pen.shown.is_empty() {
        line(String::new());
        for text in pen.header() {
            line(text);
        }
        for shown in &pen.shown {
            line(pen.line(shown));
        }
    }
    line(String::new());
    for text in pen.closing() {
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

struct Pen<'a> {
    story: &'a Story<'a>,
    ascii: bool,
    shown: Vec<Line>,
    width: usize,
    /// The width of each lane.
    lanes: Vec<usize>,
    /// Each thread's name has room above its lane.
    names_fit: bool,
    words: usize,
    code: usize,
}

impl<'a> Pen<'a> {
    fn new(story: &'a Story<'a>, style: &Style) -> Self {
        let shown = lines(story, style.full);
        let width = style.width.max(NARROWEST);
        let wide = story
            .lanes
            .iter()
            .map(|thread| count(story.names.thread(*thread)).max(*LANE.start()) + 2);
        let names_fit =
            wide.clone().sum::<usize>() <= LANES && wide.clone().all(|lane| lane <= LANE.end() + 2);
        let lanes = match names_fit {
            true => wide.collect(),
            false => vec![NARROW_LANE; story.lanes.len()],
        };
        let mut pen = Self {
            story,
            ascii: style.ascii,
            shown,
            width,
            words: 0,
            code: 0,
            names_fit,
            lanes,
        };
        let room = width.saturating_sub(NUMBER + pen.lanes.iter().sum::<usize>());
        let longest = pen
            .shown
            .iter()
            .filter_map(|line| match line {
                Line::Row(row) => Some(count(&pen.spell(&story.rows[*row].words))),
                _ => None,
            })
            .max()
            .unwrap_or(0);
        let most = room.saturating_sub(CODE + 2).max(room / 2);
        pen.words = longest.clamp(18, most.max(18)) + 2;
        pen.code = room.saturating_sub(pen.words);
        pen
    }

    /// In the characters that the terminal has.
    fn spell(&self, text: &str) -> String {
        if !self.ascii {
            return text.to_string();
        }
        text.chars().fold(String::new(), |mut plain, c| {
            match c {
                '→' => plain.push_str("->"),
                '…' => plain.push_str("..."),
                '–' | '—' => plain.push('-'),
                '»' => plain.push('>'),
                '“' | '”' => plain.push('"'),
                '’' | '‘' => plain.push('\''),
                c if c.is_ascii() => plain.push(c),
                _ => plain.push('?'),
            }
            plain
        })
    }

    fn mark(&self, mark: Mark) -> &'static str {
        match (mark, self.ascii) {
            (Mark::Nothing, _) => "",
            (Mark::Acts, false) => "●",
            (Mark::Stuck, false) => "✗",
            (Mark::HoldsLock, false) => "┃",
            (Mark::Waits, false) => "┊",
            (Mark::Alive, false) => "│",
            (Mark::Interrupted, false) => "»",
            (Mark::Acts, true) => "*",
            (Mark::Stuck, true) => "X",
            (Mark::HoldsLock, true) => "#",
            (Mark::Waits, true) => ":",
            (Mark::Alive, true) => "|",
            (Mark::Interrupted, true) => ">",
        }
    }

    fn fit(&self, text: &str, width: usize) -> String {
        let text = self.spell(text);
        let length = count(&text);
        if length <= width {
            return text + &" ".repeat(width - length);
        }
        let cut = if self.ascii { "..." } else { "…" };
        let keep = width.saturating_sub(count(cut));
        text.chars()
            .take(keep)
            .chain(cut.chars())
            .take(width)
            .collect()
    }

    fn header(&self) -> Vec<String> {
        let indent = " ".repeat(NUMBER);
        let titles = format!(
            "{}{}",
            self.fit("what happens", self.words),
            self.file(&self.story.file)
        );
        let names = self
            .story
            .lanes
            .iter()
            .map(|thread| self.story.names.thread(*thread));
        if self.names_fit {
            let names: String = names
                .zip(&self.lanes)
                .map(|(name, width)| self.fit(name, *width))
                .collect();
            return vec![format!("{indent}{names}{titles}")];
        }
        // Like a staircase: each name stands above its lane.
        let bar = self.fit(self.mark(Mark::Alive), NARROW_LANE);
        let steps = names.enumerate().map(|(step, name)| {
            format!(
                "{indent}{}{}",
                bar.repeat(step),
                self.fit(name, self.width / 2)
            )
        });
        let titles = format!("{indent}{}{titles}", bar.repeat(self.lanes.len()));
        steps.chain([titles]).collect()
    }

    /// A file's name, its end rather than its beginning where there is no room for all of it.
    fn file(&self, file: &str) -> String {
        let name = if count(file) > self.code {
            short(file)
        } else {
            file.to_string()
        };
        self.fit(&name, self.code)
    }

    fn line(&self, line: &Line) -> String {
        match line {
            Line::Row(row) => self.row(*row),
            Line::Interruption {
                before,
                thread,
                goes_on,
            } => self.interruption(*before, *thread, *goes_on),
            Line::Again(again) => {
                let rows = match again.from == again.to {
                    true => format!("row {}", again.from + 1),
                    false => format!("rows {} to {}", again.from + 1, again.to + 1),
                };
                let times = match again.times {
                    1 => "once more".to_string(),
                    times => format!("{times} times more"),
                };
                self.aside(again.to, format!("{rows} again, {times}"))
            }
            Line::Skipped(1) => {
                self.beside("… 1 step that does not matter here: --full shows it".to_string())
            }
            Line::Skipped(count) => self.beside(format!(
                "… {count} steps that do not matter here: --full shows them"
            )),
        }
    }

    fn row(&self, index: usize) -> String {
        let told = &self.story.rows[index];
        let number = format!("{:>3}  ", index + 1);
        let words = self.fit(&told.words, self.words - 2);
        let code = self.fit(&self.code_of(told), self.code);
        format!("{number}{}{words}  {code}", self.marks(&told.marks))
    }

    fn code_of(&self, told: &Told) -> String {
        let code = self.spell(&told.code);
        match told.place {
            Some(Place { file, line, .. }) if file == self.story.file => {
                format!("{line:>3}  {code}")
            }
            Some(Place { file, line, .. }) => format!("{}:{line}  {code}", short(file)),
            None => String::new(),
        }
    }

    fn marks(&self, marks: &[Mark]) -> String {
        self.story
            .lanes
            .iter()
            .zip(&self.lanes)
            .map(|(thread, width)| self.fit(self.mark(marks[*thread]), *width))
            .collect()
    }

    fn interruption(&self, before: usize, thread: usize, goes_on: Option<usize>) -> String {
        // As the row before left it, with the mark in the lane of the one that is stopped.
        let next = &self.story.rows[before];
        let mut marks = match before.checked_sub(1) {
            Some(row) => self.story.rows[row].marks.clone(),
            None => next.marks.clone(),
        };
        for mark in &mut marks {
            if matches!(*mark, Mark::Acts | Mark::Stuck) {
                *mark = Mark::Alive;
            }
        }
        if let Some(last) = before.checked_sub(1).map(|row| &self.story.rows[row].row)
            && last.is_last()
        {
            marks[last.thread] = Mark::Waits;
        }
        marks[thread] = Mark::Interrupted;
        let name = self.story.names.thread(thread);
        let back = goes_on.map_or(String::new(), |row| {
            format!(", and goes on in row {}", row + 1)
        });
        self.spread(&marks, &format!("{name} is interrupted here{back}"))
    }

    fn spread(&self, marks: &[Mark], text: &str) -> String {
        let lanes = self.marks(marks);
        format!(
            "{}{lanes}{}",
            " ".repeat(NUMBER),
            self.fit(text, self.words + self.code)
        )
    }

    /// A remark in the table, with the lanes as this row left them.
    fn aside(&self, row: usize, text: String) -> String {
        let mut marks = self.story.rows[row].marks.clone();
        for mark in &mut marks {
            if *mark == Mark::Acts {
                *mark = Mark::Alive;
            }
        }
        self.spread(&marks, &text)
    }

    /// A remark in the table, without lanes.
    fn beside(&self, text: String) -> String {
        let lanes = vec![Mark::Nothing; self.story.log.threads.len()];
        self.spread(&lanes, &text)
    }

    fn closing(&self) -> Vec<String> {
        let closing = &self.story.closing;
        let mut out = self.wrapped(&closing.title, 0, 2);
        let names = closing.details.iter().filter_map(|detail| match detail {
            Detail::Waits { thread, .. } => Some(count(self.story.names.thread(*thread))),
            Detail::Sentence(_) => None,
        });
        let name_width = names.max().unwrap_or(0);
        for detail in &closing.details {
            match detail {
                Detail::Sentence(text) => out.extend(self.wrapped(text, 2, 2)),
                Detail::Waits { thread, words } => {
                    let name = self.fit(self.story.names.thread(*thread), name_width);
                    out.extend(self.wrapped(&format!("{name}  {words}"), 2, 4 + name_width));
                }
            }
        }
        out
    }

    /// Broken at blanks; the first line begins `first` columns in, the others `rest` columns.
    fn wrapped(&self, text: &str, first: usize, rest: usize) -> Vec<String> {
        let text = self.spell(text);
        let mut lines = Vec::new();
        let mut line = " ".repeat(first);
        let mut empty = true;
        // Split at each blank, so that a name that was padded keeps its blanks.
        for word in text.split(' ') {
            if !empty && count(&line) + 1 + count(word) > self.width {
                lines.push(std::mem::replace(&mut line, " ".repeat(rest)));
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            line.push_str(word);
            empty = false;
        }
        lines.push(line);
        // A word longer than the width, such as a long value.
        lines
            .iter()
            .map(|line| self.fit(line, self.width))
            .collect()
    }
}

fn count(text: &str) -> usize {
    text.chars().count()
}
