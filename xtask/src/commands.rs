//! What each command does. Each comes back with a text and an exit code; only `main` prints and ends.

mod check;
mod hint;
mod machine;
mod new;
mod next;
mod opinion;
mod prove;
mod reset;
mod speedup;
mod status;
mod stubs;
mod subject;
mod trace;

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
        Command::Machine { json } => machine::run(&course, *json, say),
        Command::Speedup(wanted) => speedup::run(&course, wanted, world, say),
        Command::Trace { file, rounds } => trace::run(&course, world, file, *rounds, say),
        Command::Hint(target) => hint::run(&course, target),
        Command::Reset(target) => reset::run(&course, target),
        Command::Stubs { lesson, check } => stubs::run(&course, lesson.as_deref(), *check),
        Command::Prove(prove) => prove::run(&course, prove, say),
        Command::Opinion { lesson } => opinion::run(&course, lesson.as_deref(), say),
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
    match all.find(|(lesson, exercise)| !session.is_settled(lesson, exercise)) {
        Some((lesson, exercise)) => {
            let next = format!(
                "Next: {} {}. Run `cargo xtask`.",
                lesson.package(),
                exercise.name
            );
            format!("\n{}\n", paint(GUIDE, next))
        }
        None => untold(session).unwrap_or_else(finished),
    }
}

/// Everything is right, but something was not told yet.
fn untold(session: &Session<'_>) -> Option<String> {
    let lessons = session.course.lessons.iter();
    let all = lessons.flat_map(|lesson| lesson.exercises.iter().map(move |it| (lesson, it)));
    let open = all.filter(|(lesson, exercise)| !session.is_done(lesson, exercise));
    let commands: Vec<_> = open
        .map(|(lesson, exercise)| {
            let (package, name) = (lesson.package(), &exercise.name);
            format!("  cargo xtask check {package} {name} --stage speed\n")
        })
        .collect();
    if commands.is_empty() {
        return None;
    }
    let heading = paint(STRONG, "Every exercise is right.");
    let rest = prose(
        "Whether all of them are fast could not be told when they were judged. On a quiet machine with enough cores:",
        0,
    );
    Some(format!("\n{heading}\n{rest}{}", commands.concat()))
}

fn finished() -> String {
    let heading = paint(STRONG, "Every exercise is done.");
    let rest = prose(
        "What to look at next:\n  - \"When it is green\" in each lesson's README: what the checks could not show\n  - `solutions/`: how the course's authors wrote it\n  - `tests/alternatives/`: how other good programmers would\n  - `tests/mistakes/`: what goes wrong, and which promise it breaks",
        0,
    );
    format!("\n{heading}\n\n{rest}")
}
