//! Remembers what was proven, by the content that it was proven for: `cargo test` and `author check` need not
//! prove the same thing twice. Only what was proven is kept: a failure is always judged anew.

use std::{collections::BTreeMap, fs, path::PathBuf};

use serde_json::{Value, json};

use crate::state::write_aside;

/// What is kept of a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    /// The content key that it was proven for.
    pub(super) key: String,
    /// What a learner would have read.
    pub(super) shown: String,
    /// What the race stage proved, one line a test.
    pub(super) explored: Vec<String>,
}

/// The proofs by their claims' names.
#[derive(Debug)]
pub(super) struct Cache {
    file: PathBuf,
    proofs: BTreeMap<String, Kept>,
}

impl Cache {
    /// Reads the file; one that is damaged is as good as none.
    pub(super) fn load(file: PathBuf) -> Self {
        let text = fs::read_to_string(&file).unwrap_or_default();
        let value: Value = serde_json::from_str(&text).unwrap_or_default();
        let entries = value.as_object().into_iter().flatten();
        let proofs = entries
            .filter_map(|(name, value)| Some((name.clone(), kept(value)?)))
            .collect();
        Self { file, proofs }
    }

    pub(super) fn find(&self, claim: &str, key: &str) -> Option<&Kept> {
        self.proofs.get(claim).filter(|kept| kept.key == key)
    }

    /// Keeps one more proof, until it is [saved](Self::save).
    pub(super) fn keep(&mut self, claim: String, kept: Kept) {
        self.proofs.insert(claim, kept);
    }

    /// Writes all that is kept; after each batch, so that an author who stops the run loses nothing. That it cannot be
    /// written costs only time.
    pub(super) fn save(&self) {
        let entries = self.proofs.iter().map(|(name, kept)| {
            let value = json!({ "key": kept.key, "shown": kept.shown, "explored": kept.explored });
            (name.clone(), value)
        });
        let value = Value::Object(entries.collect());
        let _ = write_aside(&self.file, value.to_string().as_bytes());
    }
}

fn kept(value: &Value) -> Option<Kept> {
    let explored = value["explored"].as_array()?.iter();
    Some(Kept {
        key: value["key"].as_str()?.to_owned(),
        shown: value["shown"].as_str()?.to_owned(),
        explored: explored
            .map(|line| line.as_str().map(str::to_owned))
            .collect::<Option<_>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::{Cache, Kept};
    use std::fs;

    #[test]
    fn a_proof_holds_for_its_key_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/proofs.json");
        let kept = Kept {
            key: "1".into(),
            shown: "a\nb".into(),
            explored: vec!["every one of 2".into()],
        };
        let mut cache = Cache::load(file.clone());
        cache.keep("claim".into(), kept.clone());
        cache.save();
        let cache = Cache::load(file.clone());
        assert_eq!(cache.find("claim", "1"), Some(&kept));
        assert_eq!(cache.find("claim", "2"), None);
        fs::write(&file, "{ damaged").unwrap();
        assert_eq!(Cache::load(file).find("claim", "1"), None);
    }
}
