//! What the runner itself reads in the record of an exploration; the rest is for the renderers.

use std::path::PathBuf;

use serde_json::Value;

/// Whether the search was refused because the code goes around the kit, which shows only while it runs.
pub(super) fn goes_around_the_kit(model: &Value) -> bool {
    let refused = model["outcome"] == "refused";
    refused
        && model["message"]
            .as_str()
            .is_some_and(|message| message.contains("around the kit"))
}

/// The same record, with the names that the files have in the course.
pub(super) fn located(mut model: Value, locate: &dyn Fn(&str) -> Option<PathBuf>) -> Value {
    match &mut model {
        Value::Object(fields) => {
            for (name, value) in fields {
                let file = value.as_str().filter(|_| name == "file").and_then(locate);
                *value = match file {
                    Some(file) => file.display().to_string().into(),
                    None => located(value.take(), locate),
                };
            }
        }
        Value::Array(values) => {
            for value in values {
                *value = located(value.take(), locate);
            }
        }
        _ => {}
    }
    model
}

#[cfg(test)]
mod tests {
    use super::{goes_around_the_kit, located};
    use serde_json::json;

    #[test]
    fn files_get_their_names_in_the_course_at_any_depth() {
        let locate = |file: &str| (file == "src/bank.rs").then(|| "mistakes/m.rs".into());
        let model = json!({
            "file": "src/bank.rs",
            "rows": [{ "place": { "file": "src/bank.rs", "line": 7 }, "code": "src/bank.rs" }, { "place": null }],
            "made": { "file": "elsewhere.rs" },
        });
        let expected = json!({
            "file": "mistakes/m.rs",
            "rows": [{ "place": { "file": "mistakes/m.rs", "line": 7 }, "code": "src/bank.rs" }, { "place": null }],
            "made": { "file": "elsewhere.rs" },
        });
        assert_eq!(located(model, &locate), expected);
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
