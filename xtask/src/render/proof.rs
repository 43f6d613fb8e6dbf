//! What the race stage explored, in words. No more may be claimed than was done.

use serde_json::Value;

/// What the exploration of a test's model told, when it found nothing wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// How many executions were tried.
    pub executions: u64,
    /// Whether these are all that there are.
    pub complete: bool,
    /// What they cover: `every one of 1,234 interleavings`. The model checker's own words, since it alone knows.
    pub covered: String,
    /// How many threads an execution started at most, where that is known.
    pub threads: Option<u64>,
}

impl Proof {
    /// Reads it from the JSON of a passed `kit::model`.
    pub fn of(model: &Value) -> Option<Self> {
        Some(Self {
            executions: model["executions"].as_u64()?,
            complete: model["outcome"] == "proven",
            covered: model["covered"].as_str()?.to_owned(),
            threads: model["threads"].as_u64(),
        })
    }
}

/// The drawing of a failing interleaving, if there is one.
pub fn timeline(model: &Value, full: bool) -> Option<&str> {
    let name = if full { "timeline_full" } else { "timeline" };
    model[name].as_str().filter(|drawn| !drawn.is_empty())
}

/// The name of the failing schedule, to see it again.
pub fn replay(model: &Value) -> Option<&str> {
    model["replay"].as_str()
}

#[cfg(test)]
mod tests {
    use super::{Proof, timeline};
    use serde_json::json;

    #[test]
    fn only_what_found_nothing_wrong_is_a_proof() {
        let covered = "every one of 12 interleavings";
        let proven = json!({ "outcome": "proven", "executions": 12, "covered": covered });
        let proof = Proof {
            executions: 12,
            complete: true,
            covered: covered.into(),
            threads: None,
        };
        assert_eq!(Proof::of(&proven), Some(proof));
        let failed = json!({ "outcome": "failed", "executions": 3, "timeline": "drawn" });
        assert_eq!(Proof::of(&failed), None);
        assert_eq!(timeline(&failed, false), Some("drawn"));
        assert_eq!(timeline(&failed, true), None);
    }
}
