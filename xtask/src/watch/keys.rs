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
    use super::{HELP, Wish, wish};

    #[test]
    fn every_key_that_is_told_means_something() {
        for (key, _) in HELP {
            assert!(wish(key.as_bytes()[0], false).is_some(), "{key}");
        }
        assert_eq!(wish(b'H', false), Some(Wish::Hint));
        assert_eq!(wish(27, false), None);
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
