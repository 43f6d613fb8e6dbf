//! The state as JSON, and back.

use serde_json::{Map, Value, json};

use super::{Edit, Entry, Failure, Kept, OLDEST, State, VERSION};
use crate::report::{Place, Stage};

/// Why a text is no state.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// Its version is not known here.
    Newer(u64),
    /// It is not what any version writes.
    Damaged,
}

pub(super) fn write(state: &State) -> String {
    let entries = state.entries.iter().map(|(name, entry)| {
        let kept = entry.kept.as_ref().map(|kept| {
            json!({
                "content": kept.content,
                "stages": kept.stages.iter().map(|stage| stage.name()).collect::<Vec<_>>(),
            })
        });
        let last = entry.last.as_ref().map(|last| {
            json!({
                "content": last.content,
                "test": last.test,
                "stage": last.stage.name(),
                "replay": last.replay,
                "mended": last.mended,
            })
        });
        let edit = entry.edit.as_ref().map(|edit| {
            json!({
                "content": edit.content,
                "file": edit.place.file.display().to_string(),
                "line": edit.place.line,
            })
        });
        let value = json!({
            "passed": entry.passed,
            "untold": entry.untold,
            "kept": kept,
            "last": last,
            "edit": edit,
            "hints": entry.hints,
            "attempts": entry.attempts,
            "judged": entry.judged,
            "done": entry.done,
        });
        (name.clone(), value)
    });
    let value = json!({ "version": VERSION, "exercises": entries.collect::<Map<_, _>>() });
    format!("{value:#}\n")
}

pub(super) fn read(text: &str) -> Result<State, Unreadable> {
    let value: Value = serde_json::from_str(text).map_err(|_| Unreadable::Damaged)?;
    match value["version"].as_u64() {
        Some(OLDEST..=VERSION) => {}
        Some(newer) if newer > VERSION => return Err(Unreadable::Newer(newer)),
        _ => return Err(Unreadable::Damaged),
    }
    let exercises = value["exercises"].as_object().ok_or(Unreadable::Damaged)?;
    let entries = exercises
        .iter()
        .map(|(name, value)| Some((name.clone(), entry(value)?)));
    let entries = entries.collect::<Option<_>>().ok_or(Unreadable::Damaged)?;
    Ok(State { entries })
}

fn entry(value: &Value) -> Option<Entry> {
    let hints = value["hints"]
        .as_object()?
        .iter()
        .map(|(test, shown)| Some((test.clone(), usize::try_from(shown.as_u64()?).ok()?)));
    Some(Entry {
        passed: optional(&value["passed"], text)?,
        untold: optional(&value["untold"], text)?,
        kept: optional(&value["kept"], kept)?,
        last: optional(&value["last"], failure)?,
        edit: optional(&value["edit"], edit)?,
        hints: hints.collect::<Option<_>>()?,
        attempts: list(&value["attempts"], text)?,
        judged: optional(&value["judged"], Value::as_u64)?,
        done: optional(&value["done"], Value::as_u64)?,
    })
}

fn kept(value: &Value) -> Option<Kept> {
    Some(Kept {
        content: text(&value["content"])?,
        stages: list(&value["stages"], stage)?,
    })
}

fn failure(value: &Value) -> Option<Failure> {
    Some(Failure {
        content: text(&value["content"])?,
        test: text(&value["test"])?,
        stage: stage(&value["stage"])?,
        replay: optional(&value["replay"], text)?,
        mended: optional(&value["mended"], text)?,
    })
}

fn edit(value: &Value) -> Option<Edit> {
    Some(Edit {
        content: text(&value["content"])?,
        place: Place {
            file: text(&value["file"])?.into(),
            line: u32::try_from(value["line"].as_u64()?).ok()?,
        },
    })
}

fn stage(value: &Value) -> Option<Stage> {
    Stage::from_name(value.as_str()?)
}

/// An older format has no such list.
fn list<T>(value: &Value, read: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    if value.is_null() {
        return Some(Vec::new());
    }
    value.as_array()?.iter().map(read).collect()
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// `Some(None)` for null, `None` for what cannot be read.
fn optional<T>(value: &Value, read: impl FnOnce(&Value) -> Option<T>) -> Option<Option<T>> {
    if value.is_null() {
        return Some(None);
    }
    read(value).map(Some)
}

#[cfg(test)]
mod tests {
    use super::{Unreadable, read, write};
    use crate::{
        course::ExerciseId,
        report::{Place, Stage},
        state::{Edit, Entry, Failure, Kept, State},
    };

    #[test]
    fn every_field_survives() {
        let mut state = State::default();
        let id = |exercise: &str| ExerciseId {
            lesson: "02".into(),
            exercise: exercise.into(),
        };
        *state.entry_mut(&id("bank")) = Entry {
            passed: Some("0123".into()),
            untold: Some("89ab".into()),
            kept: Some(Kept {
                content: "4567".into(),
                stages: vec![Stage::Contract],
            }),
            last: Some(Failure {
                content: "4567".into(),
                test: "bank::t3_no_cent_is_lost".into(),
                stage: Stage::Race,
                replay: Some("1:30".into()),
                mended: Some("cdef".into()),
            }),
            edit: Some(Edit {
                content: "4567".into(),
                place: Place {
                    file: "lessons/lesson02-locks/src/bank.rs".into(),
                    line: 41,
                },
            }),
            hints: [("bank::t3_no_cent_is_lost".into(), 2)].into(),
            attempts: vec!["0f".into(), "1e".into()],
            judged: Some(1_700_000_000),
            done: None,
        };
        state.entry_mut(&id("latch"));
        assert_eq!(read(&write(&state)), Ok(state));
    }

    #[test]
    fn the_first_format_is_still_read() {
        let last = r#"{"content":"c","test":"a::t1_x","stage":"race","replay":null}"#;
        let old = format!(
            r#"{{"version":1,"exercises":{{"lesson01/a":{{"passed":"p","untold":null,"last":{last},"edit":null,"hints":{{"a::t1_x":2}}}}}}}}"#
        );
        let state = read(&old).expect("what the first version wrote");
        let entry = &state.entries["lesson01/a"];
        assert_eq!(entry.passed.as_deref(), Some("p"));
        assert_eq!(entry.hints["a::t1_x"], 2);
        assert_eq!((entry.attempts.len(), entry.judged), (0, None));
        assert!(entry.last.is_some() && entry.kept.is_none());
    }

    #[test]
    fn a_field_of_another_type_is_damage() {
        let text = |entry: &str| format!("{{\"version\":1,\"exercises\":{{\"a\":{entry}}}}}");
        for entry in ["7", "{}", r#"{"passed":1,"last":null,"hints":{}}"#] {
            assert_eq!(read(&text(entry)), Err(Unreadable::Damaged), "{entry}");
        }
        assert_eq!(read("{\"version\":9}"), Err(Unreadable::Newer(9)));
    }
}
