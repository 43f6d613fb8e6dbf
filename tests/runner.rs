//! The runner as learners meet it: the real program, end to end, on a copy of the course.
//!
//! Nothing here looks at a clock: a test that waits, waits for something that happens.

#[path = "support/copy.rs"]
mod copy;
#[path = "support/course.rs"]
mod course;
#[cfg(target_os = "linux")]
#[path = "support/processes.rs"]
mod processes;

#[cfg(unix)]
#[path = "support/terminal.rs"]
mod terminal;

#[path = "runner/accidents.rs"]
mod accidents;
#[path = "runner/broken_code.rs"]
mod broken_code;
#[path = "runner/compare.rs"]
mod compare;
#[cfg(unix)]
#[path = "runner/complaints.rs"]
mod complaints;
#[cfg(unix)]
#[path = "runner/completions.rs"]
mod completions;
#[cfg(target_os = "linux")]
#[path = "runner/disks.rs"]
mod disks;
#[path = "runner/first_contact.rs"]
mod first_contact;
#[cfg(target_os = "linux")]
#[path = "runner/groups.rs"]
mod groups;
#[path = "runner/handed_out_parts.rs"]
mod handed_out_parts;
#[path = "runner/handout.rs"]
mod handout;
#[path = "runner/hostile.rs"]
mod hostile;
#[cfg(target_os = "linux")]
#[path = "runner/interrupts.rs"]
mod interrupts;
#[path = "runner/json.rs"]
mod json;
#[path = "runner/left_behind.rs"]
mod left_behind;
#[path = "runner/memory.rs"]
mod memory;
#[cfg(unix)]
#[path = "runner/open.rs"]
mod open;
#[path = "runner/output.rs"]
mod output;
#[path = "runner/programs.rs"]
mod programs;
#[path = "runner/reset.rs"]
mod reset;
#[path = "runner/screens.rs"]
mod screens;
#[path = "runner/speed.rs"]
mod speed;
#[path = "runner/subjects.rs"]
mod subjects;
#[path = "runner/usage.rs"]
mod usage;
#[cfg(target_os = "linux")]
#[path = "runner/watch.rs"]
mod watch;

use xtask::course::Lesson;

/// The lesson with this number.
fn lesson(number: &str) -> &'static Lesson {
    let mut lessons = course::course().lessons.iter();
    let found = lessons.find(|lesson| lesson.number == number);
    found.expect("the course has this lesson")
}

/// Lesson 01, and the file of its first exercise: the one that most tests here work on, since it has no race
/// stage and is quick to build.
fn first() -> (&'static Lesson, std::path::PathBuf) {
    let lesson = lesson("01");
    (lesson, lesson.module("both"))
}
