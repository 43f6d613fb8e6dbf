//! The table: a lane for each thread, then what happens, then the source line.

use super::pen::{Pen, count};
use crate::model::{
    log::Place,
    timeline::{
        facts::short,
        shown::{Line, lines},
        story::{Mark, Story, Told},
    },
};

/// Room for `123  `.
const NUMBER: usize = 5;
/// A lane with its name above.
const LANE: std::ops::RangeInclusive<usize> = 4..=12;
/// Lanes that take more than this together are drawn narrow, and their names one below the other.
const LANES: usize = 27;
const NARROW_LANE: usize = 4;
/// The source line gets at least this much where there is room.
const CODE: usize = 30;

pub(super) struct Table<'a> {
    pen: Pen,
    story: &'a Story<'a>,
    pub(super) shown: Vec<Line>,
    /// The width of each lane.
    lanes: Vec<usize>,
    /// Each thread's name has room above its lane.
    names_fit: bool,
    words: usize,
    code: usize,
}

impl<'a> Table<'a> {
    pub(super) fn new(story: &'a Story<'a>, pen: Pen, full: bool) -> Self {
        let shown = lines(story, full);
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
        let mut table = Self {
            pen,
            story,
            shown,
            words: 0,
            code: 0,
            names_fit,
            lanes,
        };
        let room = pen
            .width
            .saturating_sub(NUMBER + table.lanes.iter().sum::<usize>());
        let longest = table
            .shown
            .iter()
            .filter_map(|line| match line {
                Line::Row(row) => Some(count(&pen.spell(&story.rows[*row].words))),
                _ => None,
            })
            .max()
            .unwrap_or(0);
        let most = room.saturating_sub(CODE + 2).max(room / 2);
        table.words = longest.clamp(18, most.max(18)) + 2;
        table.code = room.saturating_sub(table.words);
        table
    }

    pub(super) fn header(&self) -> Vec<String> {
        let indent = " ".repeat(NUMBER);
        let titles = format!(
            "{}{}",
            self.pen.fit("what happens", self.words),
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
                .map(|(name, width)| self.pen.fit(name, *width))
                .collect();
            return vec![format!("{indent}{names}{titles}")];
        }
        // Like a staircase: each name stands above its lane.
        let bar = self.pen.fit(self.pen.mark(Mark::Alive), NARROW_LANE);
        let steps = names.enumerate().map(|(step, name)| {
            format!(
                "{indent}{}{}",
                bar.repeat(step),
                self.pen.fit(name, self.pen.width / 2)
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
        self.pen.fit(&name, self.code)
    }

    pub(super) fn line(&self, line: &Line) -> String {
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
        let words = self.pen.fit(&told.words, self.words - 2);
        let code = self.pen.fit(&self.code_of(told), self.code);
        format!("{number}{}{words}  {code}", self.marks(&told.marks))
    }

    fn code_of(&self, told: &Told) -> String {
        let code = self.pen.spell(&told.code);
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
            .map(|(thread, width)| self.pen.fit(self.pen.mark(marks[*thread]), *width))
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
            self.pen.fit(text, self.words + self.code)
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
}
