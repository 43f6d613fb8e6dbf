//! What the keys mean.

/// What somebody wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// One hint more.
    Hint,
    /// On to the next exercise that is not done.
    Next,
    /// The picture of the course.
    List,
    /// Judge again, whatever is remembered.
    Again,
    /// The stub again; asks first.
    Reset,
    /// The whole timeline and everything that was printed.
    Full,
    /// The end.
    Quit,
    /// Yes, to what was asked.
    Yes,
    /// Anything but yes, to what was asked.
    No,
}

/// The wish behind a key. `asked` tells that a question waits: then no key means anything else than its answer.
pub fn wish(key: u8, asked: bool) -> Option<Wish> {
    let key = key.to_ascii_lowercase();
    if asked {
        return Some(if key == b'y' { Wish::Yes } else { Wish::No });
    }
    let wish = match key {
        b'h' => Wish::Hint,
        b'n' => Wish::Next,
        b'l' => Wish::List,
        b'c' => Wish::Again,
        b'r' => Wish::Reset,
        b't' => Wish::Full,
        // Ctrl-D as well: that is how people leave.
        b'q' | 4 => Wish::Quit,
        _ => return None,
    };
    Some(wish)
}

/// Tells keys from what follows in an escape sequence: an arrow or F2 is one key, the escape itself, and its letters
/// are none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Escape {
    /// No sequence goes on.
    #[default]
    None,
    /// It has begun.
    Begun,
    /// Its parameters follow, and then one byte that ends it.
    Goes,
    /// One more byte, whichever: F1 to F5 on Linux without a desktop.
    Last,
}

impl Escape {
    /// Takes the next byte, and tells whether it is a key.
    pub fn is_key(&mut self, byte: u8) -> bool {
        let (next, key) = match (*self, byte) {
            (_, 27) => (Self::Begun, true),
            (Self::Begun, b'[' | b'O') => (Self::Goes, false),
            (Self::Goes, b'[') => (Self::Last, false),
            (Self::Goes, b' '..=b'?') => (Self::Goes, false),
            (Self::Goes, b'@'..=b'~') | (Self::Last, _) => (Self::None, false),
            _ => (Self::None, true),
        };
        *self = next;
        key
    }
}

/// The keys, for the last line of the screen.
pub const HELP: [(&str, &str); 7] = [
    ("h", "hint"),
    ("n", "next"),
    ("l", "list"),
    ("c", "check again"),
    ("t", "in full"),
    ("r", "reset"),
    ("q", "quit"),
];

#[cfg(test)]
mod tests {
    use super::{Escape, HELP, Wish, wish};

    #[test]
    fn every_key_that_is_told_means_something() {
        for (key, _) in HELP {
            assert!(wish(key.as_bytes()[0], false).is_some(), "{key}");
        }
        assert_eq!(wish(b'H', false), Some(Wish::Hint));
        assert_eq!(wish(27, false), None);
    }

    #[test]
    fn an_escape_sequence_is_one_key_and_its_letters_are_none() {
        let keys = |bytes: &str| -> Vec<u8> {
            let mut escape = Escape::default();
            bytes.bytes().filter(|it| escape.is_key(*it)).collect()
        };
        let f2_and_f3 = ["\x1bOQ", "\x1bOR", "\x1b[12~", "\x1b[1;5R", "\x1b[[B"];
        let home_and_arrows = ["\x1b[H", "\x1b[C", "\x1bOC", "\x1b[1;2C"];
        for sequence in f2_and_f3.into_iter().chain(home_and_arrows) {
            assert_eq!(keys(&format!("{sequence}l")), b"\x1bl", "{sequence:?}");
        }
        assert_eq!(keys("\x1bq\x1b\x1b[Ch"), b"\x1bq\x1b\x1bh");
        assert_eq!(keys("\x1b[\x04"), b"\x1b\x04", "what is cut off ends there");
    }

    #[test]
    fn a_question_is_answered_by_yes_alone() {
        assert_eq!(wish(b'y', true), Some(Wish::Yes));
        for other in [b'r', b'q', b'\n', 27] {
            assert_eq!(wish(other, true), Some(Wish::No));
        }
        assert_eq!(wish(b'y', false), None);
    }
}
