//! What a program prints: its beginning and its end are kept, the middle is dropped, and what would play
//! tricks with a terminal is taken out.

use std::collections::VecDeque;

/// So much is kept of the beginning, and as much of the end.
const HALF: usize = 128 * 1024;

/// The head and the tail of an output of any length.
#[derive(Debug, Default)]
pub(super) struct Capture {
    head: Vec<u8>,
    tail: VecDeque<u8>,
    total: u64,
}

impl Capture {
    /// Takes the next bytes.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.total += bytes.len() as u64;
        let (head, rest) = bytes.split_at(bytes.len().min(HALF - self.head.len()));
        self.head.extend_from_slice(head);
        let rest = &rest[rest.len().saturating_sub(HALF)..];
        let too_many = (self.tail.len() + rest.len()).saturating_sub(HALF);
        self.tail.drain(..too_many);
        self.tail.extend(rest);
    }

    /// How many bytes have come so far, kept or not.
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// What was kept, as text that is safe to print; says where bytes were left out.
    pub(super) fn text(&self) -> String {
        let dropped = self.total - (self.head.len() + self.tail.len()) as u64;
        let mut tail = Vec::from(self.tail.clone());
        if dropped == 0 {
            // A character may lie across the border.
            let mut all = self.head.clone();
            all.append(&mut tail);
            return stripped(&String::from_utf8_lossy(&all));
        }
        let (head, tail) = (
            String::from_utf8_lossy(&self.head),
            String::from_utf8_lossy(&tail),
        );
        format!(
            "{}\n[… {dropped} bytes left out …]\n{}",
            stripped(&head),
            stripped(&tail)
        )
    }
}

/// Text without escape sequences and control characters; line ends and tabs stay.
///
/// A learner's program may print anything; the runner's own screen must survive it. What such a program orders is of no
/// interest, and left out; where it is, as in code and in names, [`spelled_out`](crate::render::text::spelled_out) shows it.
pub fn stripped(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\n' | '\t' => clean.push(character),
            '\r' => {
                if characters.peek() != Some(&'\n') {
                    clean.push('\n');
                }
            }
            '\u{1b}' => skip_sequence(&mut characters),
            // C0, DEL, C1; marks that turn the direction of writing
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => clean.push('\u{fffd}'),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => clean.push('\u{fffd}'),
            other => clean.push(other),
        }
    }
    clean
}

/// Skips what follows an escape character (ECMA-48, section 5.4 and 5.6): a control sequence ends with a
/// byte from `@` to `~`, a command string with BEL or `ESC \`; else it is one character.
fn skip_sequence(characters: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    match characters.peek() {
        Some('[') => {
            characters.next();
            while let Some(&next) = characters.peek() {
                // Anything outside of the sequence's alphabet is text again.
                if !(' '..='~').contains(&next) {
                    break;
                }
                characters.next();
                if ('@'..='~').contains(&next) {
                    break;
                }
            }
        }
        Some(']' | 'P' | 'X' | '^' | '_') => {
            characters.next();
            while let Some(&next) = characters.peek() {
                if next == '\n' {
                    break; // never swallow more than a line
                }
                characters.next();
                if next == '\u{7}' {
                    break;
                }
                if next == '\u{1b}' {
                    if characters.peek() == Some(&'\\') {
                        characters.next();
                    }
                    break;
                }
            }
        }
        Some(' '..='~') => _ = characters.next(),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{Capture, HALF, stripped};

    #[test]
    fn a_short_output_is_kept_whole() {
        let mut capture = Capture::default();
        capture.push(b"one\n");
        capture.push("zwö".as_bytes());
        assert_eq!((capture.text().as_str(), capture.total()), ("one\nzwö", 8));
    }

    #[test]
    fn a_long_output_keeps_its_head_and_its_tail_and_says_what_is_missing() {
        let mut capture = Capture::default();
        capture.push(b"first ");
        for _ in 0..100 {
            capture.push(&vec![b'x'; HALF / 10]);
        }
        capture.push(b" last");
        let text = capture.text();
        assert!(text.starts_with("first xxx") && text.ends_with("xxx last"));
        let dropped = capture.total() - 2 * HALF as u64;
        assert!(text.contains(&format!("[… {dropped} bytes left out …]")));
        assert!(text.len() < 2 * HALF + 100);
    }

    #[test]
    fn one_piece_longer_than_everything_that_is_kept_does_no_harm() {
        let mut capture = Capture::default();
        capture.push(&vec![b'y'; 5 * HALF]);
        assert_eq!(capture.total(), 5 * HALF as u64);
        assert!(capture.text().len() > 2 * HALF);
    }

    #[test]
    fn a_character_across_the_border_of_head_and_tail_survives() {
        let mut capture = Capture::default();
        capture.push(&vec![b'x'; HALF - 1]);
        capture.push("ö!".as_bytes());
        assert!(capture.text().ends_with("xö!"));
    }

    #[test]
    fn nothing_that_moves_a_cursor_or_sets_a_title_gets_through() {
        let cases = [
            ("\u{1b}[2J\u{1b}[31mred\u{1b}[0m", "red"),
            ("\u{1b}]0;title\u{7}after", "after"),
            ("\u{1b}]8;;http://x\u{1b}\\link", "link"),
            ("\u{1b}cafter a reset", "after a reset"),
            ("10 %\r20 %\r\nend", "10 %\n20 %\nend"),
            ("bell\u{7} null\0", "bell\u{fffd} null\u{fffd}"),
            ("\u{9b}31mC1", "\u{fffd}31mC1"),
            ("cut off \u{1b}[31", "cut off "),
            (
                "never more than a line \u{1b}]0;open\nnext",
                "never more than a line \nnext",
            ),
            ("tab\tand\nline", "tab\tand\nline"),
        ];
        for (raw, clean) in cases {
            assert_eq!(stripped(raw), clean, "{raw:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_marked_and_the_rest_is_kept() {
        let mut capture = Capture::default();
        capture.push(b"a\xff\xfeb");
        assert_eq!(capture.text(), "a\u{fffd}\u{fffd}b");
    }
}
