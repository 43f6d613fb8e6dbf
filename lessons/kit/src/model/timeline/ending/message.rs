//! A panic's message.

/// A panic's message, taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Without the assertion macro's own words, where there are others.
    pub(super) words: String,
    /// `left: 1, right: 2`
    pub(super) sides: Option<String>,
    /// What follows `Hint:`.
    pub(super) hint: Option<String>,
}

impl Said {
    pub(super) fn parse(message: &str) -> Self {
        let (said, sides) = match message.rsplit_once("\n  left: ") {
            Some((said, sides)) => {
                let (left, right) = sides.split_once("\n right: ").unwrap_or((sides, ""));
                (
                    said,
                    Some(format!(
                        "left: {}, right: {}",
                        one_line(left),
                        one_line(right)
                    )),
                )
            }
            None => (message, None),
        };
        let own = ["==", "!=", "matches"].iter().find_map(|op| {
            let frame = format!("assertion `left {op} right` failed: ");
            said.strip_prefix(frame.as_str())
        });
        let (words, hint) = match own.unwrap_or(said).split_once("Hint:") {
            Some((words, hint)) => (words, Some(one_line(hint))),
            None => (own.unwrap_or(said), None),
        };
        Self {
            words: one_line(words),
            sides,
            hint,
        }
    }

    /// All on one line.
    pub(super) fn whole(message: &str) -> String {
        let Self { words, sides, .. } = Self::parse(message);
        sides.map_or_else(|| words.clone(), |sides| format!("{words} ({sides})"))
    }
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::Said;

    fn said(message: &str) -> (String, Option<String>, Option<String>) {
        let said = Said::parse(message);
        (said.words, said.sides, said.hint)
    }

    #[test]
    fn assertions_lose_their_frame() {
        assert_eq!(
            said(
                "assertion `left == right` failed: money was lost. Hint: who\n  has it?\n  left: 19\n right: 20"
            ),
            (
                "money was lost.".to_string(),
                Some("left: 19, right: 20".to_string()),
                Some("who has it?".to_string())
            )
        );
        assert_eq!(
            said("assertion `left == right` failed\n  left: 19\n right: 20"),
            (
                "assertion `left == right` failed".to_string(),
                Some("left: 19, right: 20".to_string()),
                None
            )
        );
    }

    #[test]
    fn other_messages_stay_as_they_are() {
        assert_eq!(
            said("assertion failed: *ready").0,
            "assertion failed: *ready"
        );
        assert_eq!(said("two\nlines").0, "two lines");
        assert_eq!(said("").0, "");
    }
}
