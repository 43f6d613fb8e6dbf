//! What each command does. Each comes back with a text and an exit code; only `main` prints and ends.

mod check;
mod hint;
mod new;
mod next;
mod prove;
mod reset;
mod status;
mod stubs;
mod subject;

use std::path::Path;

use crate::{
    cli::Command,
    course::{Course, Lesson},
    exit::Exit,
    progress::News,
    render::{
        style::{GUIDE, STRONG, paint},
        text::prose,
    },
    session::Session,
    trouble::Trouble,
};

/// What a command came to.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    /// For standard output, with styles.
    pub text: String,
    /// For standard error: what should be known besides.
    pub notes: Vec<String>,
    /// How the runner ends.
    pub exit: Exit,
}

impl Answer {
    fn done(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            notes: Vec::new(),
            exit: Exit::Green,
        }
    }
}

/// What a command needs to know of the world around it.
#[derive(Clone, Copy, Debug)]
pub struct World<'w> {
    /// The folder that the command was typed in.
    pub folder: &'w Path,
    /// Whether rustc's diagnostics shall carry colours.
    pub colour: bool,
}

/// Does what was asked.
///
/// # Errors
///
/// If it cannot be done; what is wrong with a learner's code is an answer, not an error.
pub fn run(
    command: &Command,
    world: World<'_>,
    say: &mut dyn FnMut(News),
) -> Result<Answer, Trouble> {
    let course = Course::find(world.folder)?;
    match command {
        Command::Next => next::run(&course, world, say),
        Command::Check(check) => check::run(&course, check, world, say),
        Command::Status => status::run(&course),
        Command::Hint(target) => hint::run(&course, target),
        Command::Reset(target) => reset::run(&course, target),
        Command::Stubs { lesson, check } => stubs::run(&course, lesson.as_deref(), *check),
        Command::Prove(prove) => prove::run(&course, prove, say),
        Command::New { number, name } => new::run(&course, number, name),
    }
}

/// What to read when a lesson's last exercise is green.
fn farewell(lesson: &Lesson) -> String {
    let line = format!(
        "{} {} is done. What could the checks not show? Read \"When it is green\" in {}/README.md.",
        lesson.package(),
        lesson.title,
        lesson.folder.display()
    );
    prose(&line, 0)
}

/// What comes after something went green.
fn onwards(session: &Session<'_>) -> String {
    let lessons = &session.course.lessons;
    let mut all = lessons
        .iter()
        .flat_map(|lesson| lesson.exercises.iter().map(move |it| (lesson, it)));
    match all.find(|(lesson, exercise)| !session.is_done(lesson, exercise)) {
        Some((lesson, exercise)) => {
            let next = format!(
                "Next: {} {}. Run `cargo xtask`.",
                lesson.package(),
                exercise.name
            );
            format!("\n{}\n", paint(GUIDE, next))
        }
        None => finished(),
    }
}

fn finished() -> String {
    let heading = paint(STRONG, "Every exercise is done.");
    let rest = prose(
        "What to look at next:\n  - \"When it is green\" in each lesson's README: what the checks could not show\n  - `solutions/`: how the course's authors wrote it\n  - `tests/alternatives/`: how other good programmers would\n  - `tests/mistakes/`: what goes wrong, and which promise it breaks",
        0,
    );
    format!("\n{heading}\n\n{rest}")
}
