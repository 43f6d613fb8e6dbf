//! What the runner itself reads in the record of an exploration; the rest is for the renderers.

use std::path::PathBuf;

use serde_json::Value;

use crate::report::Place;

/// Whether the search was refused because the code goes around the kit, which shows only while it runs.
pub(super) fn goes_around_the_kit(model: &Value) -> bool {
    let refused = model["outcome"] == "refused";
    refused
        && model["message"]
            .as_str()
            .is_some_and(|message| message.contains("around the kit"))
}

/// Where the failing execution came to its end: the line of the panic that decided.
pub(super) fn place(model: &Value, locate: &dyn Fn(&str) -> Option<PathBuf>) -> Option<Place> {
    // `{"Panic": {"place": {…}}}`, or just `"Deadlock"`.
    let ending = model["failure"]["ending"].as_object()?;
    let place = ending.values().find_map(|fields| fields.get("place"))?;
    Some(Place {
        file: locate(place["file"].as_str()?)?,
        line: u32::try_from(place["line"].as_u64()?).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::{goes_around_the_kit, place};
    use serde_json::json;

    #[test]
    fn the_place_of_a_panic_is_found_and_a_deadlock_has_none() {
        let panic = json!({ "failure": { "ending": { "Panic": { "thread": 1, "place": { "file": "a.rs", "line": 7 } } } } });
        let found = place(&panic, &|file| Some(file.into())).unwrap();
        assert_eq!((found.file.to_str(), found.line), (Some("a.rs"), 7));
        assert_eq!(place(&panic, &|_| None), None);
        assert_eq!(
            place(&json!({ "failure": { "ending": "Deadlock" } }), &|file| {
                Some(file.into())
            }),
            None
        );
        assert_eq!(
            place(&json!({ "outcome": "proven" }), &|file| Some(file.into())),
            None
        );
    }

    #[test]
    fn a_refusal_says_whether_the_kit_was_gone_around() {
        assert!(goes_around_the_kit(
            &json!({ "outcome": "refused", "message": "the code goes around the kit: it waits" })
        ));
        assert!(!goes_around_the_kit(
            &json!({ "outcome": "refused", "message": "too many threads" })
        ));
        assert!(!goes_around_the_kit(
            &json!({ "outcome": "failed", "message": "goes around the kit" })
        ));
    }
}
