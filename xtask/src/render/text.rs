//! Lines of prose: wrapped, indented, and harmless.

use std::cell::Cell;

/// Prose is wrapped here, or earlier at a terminal that is narrower; tables and timelines may be wider.
pub const WIDTH: usize = 88;

/// Below this there is no reading anyway.
const NARROWEST: usize = 30;

thread_local! {
    static ROOM: Cell<usize> = const { Cell::new(WIDTH) };
}

/// From now on this thread wraps prose for a terminal with so many columns; without one, at [`WIDTH`].
///
/// The one thing that rendering knows besides its values: a width is no part of what is told, and nobody writes two
/// texts of different widths.
pub fn fit(columns: Option<u16>) {
    let columns = columns.map_or(WIDTH, usize::from);
    ROOM.set(columns.clamp(NARROWEST, WIDTH));
}

/// The text with every line indented, wrapped at [`WIDTH`] or where the terminal ends. A line that is indented already is a table or
/// code and is not wrapped, nor is what stands in a code fence. Ends with a line end unless it is empty.
pub fn prose(text: &str, indent: usize) -> String {
    let mut wrapped = String::new();
    let mut in_code = false;
    for line in text.lines() {
        let fence = line.starts_with("```");
        in_code ^= fence;
        if in_code || fence || line.starts_with(' ') {
            push(&mut wrapped, indent, line);
        } else {
            wrap(&mut wrapped, indent, line);
        }
    }
    wrapped
}

fn wrap(wrapped: &mut String, indent: usize, line: &str) {
    let mut current = String::new();
    for word in words(line) {
        let length = indent + width(&current) + 1 + width(&word);
        if !current.is_empty() && length > ROOM.get() {
            push(wrapped, indent, &current);
            current.clear();
        }
        if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(&word);
    }
    push(wrapped, indent, &current);
}

/// Characters that take room: styles do not.
fn width(text: &str) -> usize {
    let plain = anstream::adapter::strip_str(text);
    plain.map(|part| part.chars().count()).sum()
}

/// The words of a line. What stands between backticks is one word: a command is copied as a whole.
fn words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for part in line.split_whitespace() {
        match words.last_mut() {
            Some(open) if open.matches('`').count() % 2 == 1 => {
                open.push(' ');
                open.push_str(part);
            }
            _ => words.push(part.to_owned()),
        }
    }
    words
}

fn push(wrapped: &mut String, indent: usize, line: &str) {
    if !line.trim_end().is_empty() {
        wrapped.push_str(&" ".repeat(indent));
        wrapped.push_str(line.trim_end());
    }
    wrapped.push('\n');
}

/// The text with everything spelled out that a terminal would obey, so that it can be seen: `\u{1b}`. What programs
/// print comes here without it; see [`stripped`](crate::run::capture::stripped).
pub fn spelled_out(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\n' => safe.push('\n'),
            '\t' => safe.push_str("    "),
            // Turns the direction of what follows.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => safe.push('\u{fffd}'),
            control if control.is_control() => safe.extend(control.escape_default()),
            other => safe.push(other),
        }
    }
    safe
}

/// `1 promise`, `2 promises`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        _ => format!("{} {many}", thousands(number as u64)),
    }
}

/// `1234567` → `1,234,567`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A message as a sentence: with a capital first letter, unless it begins with a name of the code's, as in
/// `push(7) gave back nothing`.
pub fn sentence(message: &str) -> String {
    let first = message.split_whitespace().next().unwrap_or_default();
    let is_word = first
        .trim_end_matches([',', '.', ';', ':'])
        .chars()
        .all(|c| c.is_alphabetic() || c == '-' || c == '\'');
    match is_word {
        true => capital(message),
        false => message.to_owned(),
    }
}

/// The text with a capital first letter.
pub fn capital(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{NARROWEST, WIDTH, capital, fit, prose, sentence, spelled_out, thousands};

    #[test]
    fn prose_is_wrapped_and_tables_are_not() {
        let long = "word ".repeat(40);
        let wrapped = prose(&long, 4);
        assert!(
            wrapped
                .lines()
                .all(|line| line.len() <= 88 && line.starts_with("    word"))
        );
        assert_eq!(wrapped.split_whitespace().count(), 40);
        let table = format!("  left: {}", "x".repeat(120));
        assert_eq!(prose(&table, 2), format!("  {table}\n"));
        assert_eq!(prose("a\n\nb", 2), "  a\n\n  b\n");
        let command = format!("{} `cargo xtask check`", "x".repeat(80));
        assert!(prose(&command, 0).ends_with("\n`cargo xtask check`\n"));
    }

    #[test]
    fn prose_ends_where_a_narrow_terminal_ends() {
        let text = "word ".repeat(40);
        for (columns, widest) in [(Some(60), 60), (Some(120), WIDTH), (Some(3), NARROWEST)] {
            fit(columns);
            let wrapped = prose(&text, 4);
            assert!(
                wrapped.lines().all(|line| line.len() <= widest),
                "{wrapped}"
            );
            assert!(
                wrapped.lines().any(|line| line.len() + 5 > widest),
                "{wrapped}"
            );
        }
        fit(None);
    }

    #[test]
    fn nothing_that_a_terminal_obeys_gets_through() {
        assert_eq!(spelled_out("a\u{1b}[2Jb\rc\u{7}"), "a\\u{1b}[2Jb\\rc\\u{7}");
        assert_eq!(spelled_out("a\r\nb\tc"), "a\nb    c");
        assert_eq!(spelled_out("\u{9b}2J \u{202e}x"), "\\u{9b}2J \u{fffd}x");
    }

    #[test]
    fn numbers_and_sentences_are_easy_to_read() {
        assert_eq!(
            [0, 999, 1000, 1_234_567].map(thousands),
            ["0", "999", "1,000", "1,234,567"]
        );
        assert_eq!(capital("écoute"), "Écoute");
        assert_eq!(capital(""), "");
        assert_eq!(sentence("nobody counted down"), "Nobody counted down");
        assert_eq!(
            sentence("push(7) gave nothing back"),
            "push(7) gave nothing back"
        );
        assert_eq!(sentence("is_prime was asked"), "is_prime was asked");
    }
}
