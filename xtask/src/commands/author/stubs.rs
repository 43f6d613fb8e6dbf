//! `cargo xtask author stubs`: derives the lessons' sources from the solutions.

use std::fs;

use super::Answer;
use crate::{choose, course::Course, exit::Exit, render::json, reset, stub, trouble::Trouble};

pub(super) fn run(course: &Course, lesson: Option<&str>, check: bool) -> Result<Answer, Trouble> {
    let lessons = match lesson {
        Some(typed) => vec![choose::lesson(course, typed)?],
        None => course.lessons.iter().collect(),
    };
    let mut text = String::new();
    let (mut stale, mut written) = (Vec::new(), Vec::new());
    for lesson in lessons {
        for stub in stub::stubs(course, lesson)? {
            if check {
                let found = fs::read_to_string(course.root.join(&stub.to)).unwrap_or_default();
                if !stub::same_text(&found, &stub.text) {
                    let (to, from) = (stub.to.display(), stub.from.display());
                    text.push_str(&format!("{to} is not what {from} derives\n"));
                    stale.push(stub.to);
                }
            } else if let Some(restored) = reset::restore(&course.root, &stub)? {
                text.push_str(&format!("wrote {}\n", restored.file.display()));
                if let Some(kept) = &restored.kept {
                    text.push_str(&format!("  what was there is kept as {}\n", kept.display()));
                }
                written.push(restored.value());
            }
        }
    }
    if !stale.is_empty() {
        text.push_str(
            "Run `cargo xtask author stubs` to derive them; what is there now is kept aside.\n",
        );
    } else if text.is_empty() {
        text.push_str("Every stub is what its solution derives.\n");
    }
    Ok(Answer {
        exit: match stale.is_empty() {
            true => Exit::Green,
            false => Exit::Course,
        },
        fields: vec![("stale", json::paths(&stale)), ("written", written.into())],
        ..Answer::done(text)
    })
}
