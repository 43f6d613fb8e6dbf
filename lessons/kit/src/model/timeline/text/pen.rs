//! Characters and widths: what a terminal has.

use crate::model::timeline::story::Mark;

/// Narrower than this nothing can be read; it is drawn anyway, at this width.
const NARROWEST: usize = 60;

/// Fits text into columns.
#[derive(Clone, Copy)]
pub(super) struct Pen {
    pub(super) width: usize,
    ascii: bool,
}

impl Pen {
    pub(super) fn new(width: usize, ascii: bool) -> Self {
        Self {
            width: width.max(NARROWEST),
            ascii,
        }
    }

    /// In the characters that the terminal has.
    pub(super) fn spell(self, text: &str) -> String {
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

    pub(super) fn mark(self, mark: Mark) -> &'static str {
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

    /// Exactly so wide: cut, or filled up with blanks.
    pub(super) fn fit(self, text: &str, width: usize) -> String {
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

    /// Broken at blanks; the first line begins `first` columns in, the others `rest` columns.
    pub(super) fn wrapped(self, text: &str, first: usize, rest: usize) -> Vec<String> {
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

pub(super) fn count(text: &str) -> usize {
    text.chars().count()
}
