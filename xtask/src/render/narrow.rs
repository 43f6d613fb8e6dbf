//! Lines that are too long for a narrow terminal, broken where a reader would: a terminal breaks in the middle of words.

/// The text with every line that is wider than so many columns broken at spaces, its rest below its beginning. Code,
/// diffs and tables stay as they are, and so does a single long word.
pub fn narrowed(text: &str, columns: Option<u16>) -> String {
    let Some(columns) = columns.map(usize::from) else {
        return text.to_owned();
    };
    let lines = text.split_inclusive('\n');
    lines.map(|line| broken(line, columns)).collect()
}

fn broken(line: &str, columns: usize) -> String {
    let plain = anstream::adapter::strip_str(line).to_string();
    let plain = plain.trim_end();
    if plain.chars().count() <= columns || is_code(plain) {
        return line.to_owned();
    }
    let hanging = hanging(plain).min(columns / 2);
    let mut text = String::new();
    // Of the line that is being written, and of the styles that hold there.
    let (mut width, mut styles) = (0, String::new());
    let mut is_first = true;
    for word in line.trim_end().split(' ') {
        let room = anstream::adapter::strip_str(word)
            .to_string()
            .chars()
            .count();
        if !is_first && room > 0 && width + 1 + room > columns && width > hanging {
            if !styles.is_empty() {
                text.push_str("\u{1b}[0m");
            }
            text.push('\n');
            text.push_str(&" ".repeat(hanging));
            text.push_str(&styles);
            width = hanging;
        } else if !is_first {
            text.push(' ');
            width += 1;
        }
        is_first = false;
        text.push_str(word);
        width += room;
        follow(&mut styles, word);
    }
    text + &line[line.trim_end().len()..]
}

/// Where the rest of a line begins: below a description that stands in a column, else a little to the right.
fn hanging(plain: &str) -> usize {
    let start = plain.len() - plain.trim_start().len();
    let column = plain[start..].find("  ").map(|gap| {
        let rest = &plain[start + gap..];
        start + gap + rest.len() - rest.trim_start().len()
    });
    column.map_or(start + 2, |column| plain[..column].chars().count())
}

/// Rows of a timeline and of rustc's pictures, lines of a diff, what a program printed.
fn is_code(plain: &str) -> bool {
    let text = plain.trim_start();
    let after_a_number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = after_a_number.len() < text.len()
        && ["  ", " |"].iter().any(|it| after_a_number.starts_with(it));
    is_numbered
        || ["|", "- ", "+ ", "= "]
            .iter()
            .any(|it| text.starts_with(it))
}

/// Takes a word's styles into those that hold.
fn follow(styles: &mut String, word: &str) {
    for rest in word.split("\u{1b}[").skip(1) {
        let Some((code, _)) = rest.split_once('m') else {
            continue;
        };
        match code {
            "" | "0" => styles.clear(),
            code => styles.push_str(&format!("\u{1b}[{code}m")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::narrowed;

    #[test]
    fn a_long_line_goes_on_below_its_beginning() {
        let help = "  speedup  Draw how many times as fast\n";
        assert_eq!(
            narrowed(help, Some(30)),
            "  speedup  Draw how many times\n           as fast\n"
        );
        assert_eq!(
            narrowed("✗ bank: no cent is lost", Some(16)),
            "✗ bank: no cent\n  is lost"
        );
        assert_eq!(
            narrowed("3 of 5 are done.", Some(12)),
            "3 of 5 are\n  done."
        );
        assert_eq!(narrowed(help, Some(40)), help);
        assert_eq!(narrowed(help, None), help);
    }

    #[test]
    fn styles_end_with_the_line_and_begin_again() {
        assert_eq!(
            narrowed("a \u{1b}[1mbold word\u{1b}[0m end\n", Some(8)),
            "a \u{1b}[1mbold\u{1b}[0m\n  \u{1b}[1mword\u{1b}[0m\n  end\n"
        );
    }

    #[test]
    fn code_and_long_words_stay() {
        for line in [
            "  1  ●  │  reads total = 0 (locked)  let before = 1;\n",
            "  | printed by a program that likes long lines\n",
            "  - let before = *self.total.lock().unwrap();\n",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
        ] {
            assert_eq!(narrowed(line, Some(20)), line);
        }
    }
}
