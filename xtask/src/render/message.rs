//! Takes a panic's message apart: what was said, the two values, the hint.

/// The parts of a panic's message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// What was done with which numbers, and what came out.
    pub said: String,
    /// `left` and `right` of an `assert_eq!`.
    pub values: Option<(String, String)>,
    /// A question or a place to look, without the word `Hint:`.
    pub hint: Option<String>,
}

impl Message {
    /// Reads the message of a panic, as `std` words it.
    pub fn parse(message: &str) -> Self {
        let (head, values) = match values(message) {
            Some((head, left, right)) => (head, Some((left, right))),
            None => (message, None),
        };
        let head = [
            "assertion `left == right` failed",
            "assertion `left != right` failed",
        ]
        .iter()
        .find_map(|words| head.strip_prefix(words))
        .map_or(head, |rest| rest.strip_prefix(": ").unwrap_or(rest));
        let (said, hint) = match head.rsplit_once("Hint: ") {
            Some((said, hint)) => (said, Some(hint.trim().to_owned())),
            None => (head, None),
        };
        let not_written = ["not yet implemented: ", "not implemented: "];
        let said = not_written
            .iter()
            .find_map(|words| said.strip_prefix(words))
            .unwrap_or(said);
        Self {
            said: said.trim().to_owned(),
            values,
            hint,
        }
    }
}

/// `… \n  left: 1\n right: 2` → `…`, `1`, `2`.
fn values(message: &str) -> Option<(&str, String, String)> {
    if !message.starts_with("assertion `left ") {
        return None;
    }
    let (rest, right) = message.rsplit_once("\n right: ")?;
    let (head, left) = rest.rsplit_once("\n  left: ")?;
    Some((head, left.to_owned(), right.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::Message;

    fn message(said: &str, values: Option<(&str, &str)>, hint: Option<&str>) -> Message {
        Message {
            said: said.into(),
            values: values.map(|(left, right)| (left.into(), right.into())),
            hint: hint.map(Into::into),
        }
    }

    #[test]
    fn an_assert_eq_is_taken_apart() {
        assert_eq!(
            Message::parse(
                "assertion `left == right` failed: 10 cents cannot pay 25. Hint: what comes first?\n  left: Ok(())\n right: Err(1)"
            ),
            message(
                "10 cents cannot pay 25.",
                Some(("Ok(())", "Err(1)")),
                Some("what comes first?")
            )
        );
        assert_eq!(
            Message::parse("assertion `left == right` failed\n  left: 1\n right: 2"),
            message("", Some(("1", "2")), None)
        );
    }

    #[test]
    fn other_panics_keep_their_words() {
        assert_eq!(
            Message::parse("not yet implemented: add 3 to the count"),
            message("add 3 to the count", None, None)
        );
        assert_eq!(
            Message::parse("only 1 of 3 were there. Hint: when is the second started?"),
            message(
                "only 1 of 3 were there.",
                None,
                Some("when is the second started?")
            )
        );
        let index = "index out of bounds: the len is 3 but the index is 3";
        assert_eq!(Message::parse(index), message(index, None, None));
    }
}
