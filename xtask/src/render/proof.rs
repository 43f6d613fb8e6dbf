//! What the race stage explored, in words. No more may be claimed than was done.

use serde_json::Value;

use super::text::thousands;

/// What the exploration of one test's models told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// How many interleavings were tried.
    pub interleavings: u64,
    /// Every schedule with at most so many preemptions was tried; `None` if every one was.
    pub preemptions: Option<u64>,
}

impl Proof {
    /// Reads it from the JSON of a passed `kit::model`.
    pub fn of(model: &Value) -> Option<Self> {
        Some(Self {
            interleavings: model["interleavings"].as_u64()?,
            preemptions: model["preemptions"].as_u64(),
        })
    }

    /// `every one of 1,234 interleavings`.
    pub fn words(&self) -> String {
        let number = thousands(self.interleavings);
        match (self.preemptions, self.interleavings) {
            (None, 1) => "the only interleaving that there is".into(),
            (None, _) => format!("every one of {number} interleavings"),
            (Some(0), _) => format!("all {number} interleavings without a preemption"),
            (Some(1), _) => format!("all {number} interleavings with at most 1 preemption"),
            (Some(most), _) => {
                format!("all {number} interleavings with at most {most} preemptions")
            }
        }
    }
}

/// The drawing of a failing interleaving, if there is one.
pub fn timeline(model: &Value) -> Option<&str> {
    model["timeline"].as_str().filter(|drawn| !drawn.is_empty())
}

/// The name of the failing schedule, to see it again.
pub fn replay(model: &Value) -> Option<&str> {
    model["replay"].as_str()
}

#[cfg(test)]
mod tests {
    use super::Proof;
    use serde_json::json;

    #[test]
    fn no_more_is_claimed_than_was_explored() {
        let words = |model| Proof::of(&model).map(|proof| proof.words());
        assert_eq!(
            words(json!({ "interleavings": 1234, "preemptions": null })).as_deref(),
            Some("every one of 1,234 interleavings")
        );
        assert_eq!(
            words(json!({ "interleavings": 99, "preemptions": 3 })).as_deref(),
            Some("all 99 interleavings with at most 3 preemptions")
        );
        assert_eq!(words(json!({})), None);
    }
}
