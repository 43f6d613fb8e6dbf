//! `cargo xtask author stubs`: derives the lessons' sources from the solutions.

use std::fs;

use super::Answer;
use crate::{choose, course::Course, exit::Exit, reset, stub, trouble::Trouble};

pub(super) fn run(course: &Course, lesson: Option<&str>, check: bool) -> Result<Answer, Trouble> {
    let lessons = match lesson {
        Some(typed) => vec![choose::lesson(course, typed)?],
        None => course.lessons.iter().collect(),
    };
    let mut text = String::new();
    let mut stale = 0;
    for lesson in lessons {
        for stub in stub::stubs(course, lesson)? {
            if check {
                let found = fs::read_to_string(course.root.join(&stub.to)).unwrap_or_default();
                if !stub::same_text(&found, &stub.text) {
                    stale += 1;
                    let (to, from) = (stub.to.display(), stub.from.display());
                    text.push_str(&format!("{to} is not what {from} derives\n"));
                }
            } else if let Some(restored) = reset::restore(&course.root, &stub)? {
                text.push_str(&format!("wrote {}\n", restored.file.display()));
                if let Some(kept) = restored.kept {
                    text.push_str(&format!("  what was there is kept as {}\n", kept.display()));
                }
            }
        }
    }
    if stale > 0 {
        text.push_str(
            "Run `cargo xtask author stubs` to derive them; what is there now is kept aside.\n",
        );
    } else if text.is_empty() {
        text.push_str("Every stub is what its solution derives.\n");
    }
    Ok(Answer {
        exit: if stale > 0 { Exit::Course } else { Exit::Green },
        ..Answer::done(text)
    })
}
