//! The fewest lines that differ between two pieces of code, told function by function.

use std::ops::Range;

use super::parts::Line;

/// Lines around a difference that are shown although they are the same.
const CONTEXT: usize = 2;

/// Beyond this product of lengths everything counts as different: nobody reads such a difference.
const TOO_LONG: usize = 4_000_000;

/// A place where the two differ, with some lines around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The line that opens the function or type around it, without its indentation: `pub fn add(&self, n: u64) {`.
    pub inside: String,
    /// In their order.
    pub rows: Vec<Row>,
}

/// One line of a [`Change`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Who has it.
    pub whose: Whose,
    /// The line, numbered as in the file of who has it; if both have it, as in the work's.
    pub line: Line,
}

/// Who has a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Both.
    Both,
    /// Only the work.
    Work,
    /// Only the solution.
    Solution,
}

/// How many lines both have, in the same order.
pub fn common(one: &[Line], other: &[Line]) -> usize {
    let rows = rows(one, other);
    rows.iter().filter(|row| row.whose == Whose::Both).count()
}

/// Where the solution differs from the work.
pub fn changes(work: &[Line], solution: &[Line]) -> Vec<Change> {
    let rows = rows(work, solution);
    let differs = |row: &Row| row.whose != Whose::Both;
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (at, _) in rows.iter().enumerate().filter(|(_, row)| differs(row)) {
        let around = at.saturating_sub(CONTEXT)..(at + CONTEXT + 1).min(rows.len());
        match ranges.last_mut() {
            Some(last) if last.end >= around.start => last.end = around.end,
            _ => ranges.push(around),
        }
    }
    let change = |range: Range<usize>| Change {
        inside: opening(&rows, range.start),
        rows: rows[range].to_vec(),
    };
    ranges.into_iter().map(change).collect()
}

/// The last line before a place that opens a function or type, as long as that is not closed before the place.
fn opening(rows: &[Row], place: usize) -> String {
    let depth = |text: &str| text.len() - text.trim_start().len();
    let Some(first) = rows.get(place) else {
        return String::new();
    };
    let mut limit = depth(&first.line.text);
    for row in rows[..place].iter().rev() {
        let text = &row.line.text;
        if depth(text) < limit || limit == 0 && depth(text) == 0 && text.starts_with('}') {
            if text.trim_start().starts_with('}') {
                return String::new();
            }
            limit = depth(text);
            if opens(text) {
                return text.trim().to_owned();
            }
        }
    }
    String::new()
}

fn opens(text: &str) -> bool {
    let text = text.trim_start();
    let text = text.strip_prefix("pub(crate) ").unwrap_or(text);
    let text = text.strip_prefix("pub ").unwrap_or(text);
    [
        "fn ",
        "const fn ",
        "unsafe fn ",
        "impl",
        "struct ",
        "enum ",
        "trait ",
        "mod ",
    ]
    .iter()
    .any(|start| text.starts_with(start))
}

/// All lines of both, with those that both have as the longest common row of lines.
fn rows(work: &[Line], solution: &[Line]) -> Vec<Row> {
    let same = |(a, b): &(&Line, &Line)| a.text == b.text;
    let before = work.iter().zip(solution).take_while(same).count();
    let (rest, other) = (&work[before..], &solution[before..]);
    let after = rest
        .iter()
        .rev()
        .zip(other.iter().rev())
        .take_while(same)
        .count();
    let (middle, end) = rest.split_at(rest.len() - after);
    let other = &other[..other.len() - after];
    let row = |whose| {
        move |line: &Line| Row {
            whose,
            line: line.clone(),
        }
    };
    let mut rows: Vec<Row> = work[..before].iter().map(row(Whose::Both)).collect();
    rows.extend(between(middle, other));
    rows.extend(end.iter().map(row(Whose::Both)));
    rows
}

/// The longest common row of lines, by the table of the lengths for all ends.
///
/// Source: R. A. Wagner and M. J. Fischer, "The String-to-String Correction Problem", 1974.
fn between(work: &[Line], solution: &[Line]) -> Vec<Row> {
    let (width, height) = (solution.len() + 1, work.len() + 1);
    let mut rows = Vec::with_capacity(work.len() + solution.len());
    let row = |whose, line: &Line| Row {
        whose,
        line: line.clone(),
    };
    if width * height > TOO_LONG {
        rows.extend(work.iter().map(|line| row(Whose::Work, line)));
        rows.extend(solution.iter().map(|line| row(Whose::Solution, line)));
        return rows;
    }
    // longest[i * width + j]: of work[i..] and solution[j..].
    let mut longest = vec![0_u32; width * height];
    for i in (0..work.len()).rev() {
        for j in (0..solution.len()).rev() {
            longest[i * width + j] = if work[i].text == solution[j].text {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < work.len() || j < solution.len() {
        let both = i < work.len() && j < solution.len();
        if both && work[i].text == solution[j].text {
            rows.push(row(Whose::Both, &work[i]));
            (i, j) = (i + 1, j + 1);
        } else if i < work.len()
            && (!both || longest[(i + 1) * width + j] >= longest[i * width + j + 1])
        {
            rows.push(row(Whose::Work, &work[i]));
            i += 1;
        } else {
            rows.push(row(Whose::Solution, &solution[j]));
            j += 1;
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::{Whose, changes, common};
    use crate::compare::parts::code;

    const WORK: &str = "\
impl Counter {
    pub fn add(&self, n: u64) {
        let mut total = self.total.lock().unwrap();
        *total += n;
    }
    pub fn total(&self) -> u64 {
        let total = self.total.lock().unwrap();
        *total
    }
}
";

    fn shown(work: &str, solution: &str) -> String {
        let mut text = String::new();
        for change in changes(&code(work), &code(solution)) {
            text.push_str(&format!("@ {}\n", change.inside));
            for row in change.rows {
                let mark = match row.whose {
                    Whose::Both => ' ',
                    Whose::Work => '-',
                    Whose::Solution => '+',
                };
                text.push_str(&format!("{mark}{}\n", row.line.text));
            }
        }
        text
    }

    #[test]
    fn what_differs_is_told_with_the_function_around_it() {
        let solution = WORK.replace(
            "        let mut total = self.total.lock().unwrap();\n        *total += n;\n",
            "        *self.total.lock().unwrap() += n;\n",
        );
        let wanted = "\
@ 
 impl Counter {
     pub fn add(&self, n: u64) {
-        let mut total = self.total.lock().unwrap();
-        *total += n;
+        *self.total.lock().unwrap() += n;
     }
     pub fn total(&self) -> u64 {
";
        assert_eq!(shown(WORK, &solution), wanted);
        let solution = WORK.replace(
            "        *total\n    }\n",
            "        *total\n        // Read.\n    }\n",
        );
        assert!(
            shown(WORK, &solution).starts_with("@ pub fn total(&self) -> u64 {\n"),
            "{}",
            shown(WORK, &solution)
        );
    }

    #[test]
    fn equal_code_has_no_changes_and_nothing_is_lost() {
        assert_eq!(shown(WORK, WORK), "");
        assert_eq!(common(&code(WORK), &code(WORK)), 10);
        let other = "a\nb\nc\n";
        let all = changes(&code(WORK), &code(other));
        let count = |whose| {
            all.iter()
                .flat_map(|it| &it.rows)
                .filter(|row| row.whose == whose)
                .count()
        };
        assert_eq!((count(Whose::Work), count(Whose::Solution)), (10, 3));
        assert_eq!(shown("", "a\n"), "@ \n+a\n");
        assert_eq!(shown("", ""), "");
    }
}
