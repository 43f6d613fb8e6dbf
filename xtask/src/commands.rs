//! What each command does. Each comes back with a text and an exit code; only `main` prints and ends.

#[cfg(feature = "author")]
mod author;
mod check;
mod compare;
mod completions;
mod handout;
mod hint;
mod machine;
mod next;
mod open;
mod reset;
mod speedup;
mod status;
mod subject;
mod update;
mod watch;

use std::path::Path;

use crate::{
    cli::Command,
    course::{Course, Lesson},
    editor::Editor,
    exit::Exit,
    handout as handed_out,
    progress::News,
    render::{
        json::{self, Fields},
        link::{Links, linked},
        narrow::narrowed,
        style::{GUIDE, STRONG, paint},
        text::prose,
    },
    session::Session,
    trouble::Trouble,
};

pub use watch::run as watch;

/// What a command came to.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    /// For standard output, with styles.
    pub text: String,
    /// For standard error: what should be known besides.
    pub notes: Vec<String>,
    /// How the runner ends.
    pub exit: Exit,
    /// Why this is only a part of what was asked for.
    pub trouble: Option<Trouble>,
    /// What takes the runner's place when all this is told.
    pub opens: Option<Editor>,
    /// The same for programs: what this command's document holds besides the fields that all have.
    pub fields: Fields,
}

impl Answer {
    fn done(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            notes: Vec::new(),
            exit: Exit::Green,
            trouble: None,
            opens: None,
            fields: Vec::new(),
        }
    }

    /// The same answer as a document. Nothing is opened, and nothing is said besides.
    fn into_document(self, command: &Command) -> Self {
        let Self {
            notes,
            exit,
            trouble,
            fields,
            ..
        } = self;
        let name = command.name();
        let document = json::document(Some(name), exit, &notes, trouble.as_ref(), fields);
        Self {
            exit,
            ..Self::done(json::text(&document))
        }
    }
}

/// What a command needs to know of the world around it.
#[derive(Clone, Copy, Debug)]
pub struct World<'w> {
    /// The folder that the command was typed in.
    pub folder: &'w Path,
    /// Whether somebody sits at a terminal, and can be asked or shown something.
    pub terminal: bool,
    /// Whether the terminal takes links.
    pub links: Option<Links>,
    /// Whether rustc's diagnostics shall carry colours.
    pub colour: bool,
    /// Whether the answer is for a program.
    pub json: bool,
    /// How many columns the terminal has, if there is one to read the answer at.
    pub width: Option<u16>,
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
    let mut answer = answer(&course, command, world, say)?;
    if world.json {
        return Ok(answer.into_document(command));
    }
    let trouble = answer.trouble.take();
    answer.notes.extend(trouble.map(|it| it.to_string()));
    answer.text = narrowed(&answer.text, world.width);
    if let Some(links) = world.links {
        let exists = |path: &Path| course.root.join(path).is_file();
        answer.text = linked(&answer.text, &course.root, links, &exists);
    }
    Ok(answer)
}

fn answer(
    course: &Course,
    command: &Command,
    world: World<'_>,
    say: &mut dyn FnMut(News),
) -> Result<Answer, Trouble> {
    match command {
        Command::Next => next::run(course, world, say),
        Command::Check(check) => check::run(course, check, world, say),
        Command::Open(open) => open::run(course, open, world),
        Command::Status => status::run(course),
        Command::Machine => machine::run(course, say),
        Command::Speedup(wanted) => speedup::run(course, wanted, world, say),
        Command::Hint(target) => hint::run(course, target),
        Command::Reset(target) => reset::run(course, target),
        Command::Watch(_) => Err(Trouble::usage(
            "Watching is no part of another command.",
            "Run `cargo xtask watch`.",
        )),
        Command::Compare(asked) => compare::run(course, asked, world, say),
        Command::Handout(asked) => handout::run(course, asked, world, say),
        Command::Update(asked) => update::run(course, asked, world.folder),
        Command::Completions(asked) => Ok(completions::run(course, asked)),
        Command::Author(asked) => {
            handed_out::is_the_authors_course(course)?;
            author::run(course, asked, world, say)
        }
    }
}

/// What `watch` does besides judging: hints, the picture of the course, a reset.
pub(crate) fn aside(course: &Course, command: &Command) -> Result<Answer, Trouble> {
    let world = World {
        folder: &course.root,
        terminal: false,
        links: None,
        colour: false,
        json: false,
        width: None,
    };
    answer(course, command, world, &mut |_| {})
}

/// A runner built without the author's commands cannot do them; `main` lets one that was built with them take its place.
#[cfg(not(feature = "author"))]
mod author {
    use super::{Answer, World};
    use crate::{cli::Author, course::Course, progress::News, trouble::Trouble};

    pub(super) fn run(
        _: &Course,
        _: &Author,
        _: World<'_>,
        _: &mut dyn FnMut(News),
    ) -> Result<Answer, Trouble> {
        Err(Trouble::cannot_tell(
            "This runner was built without the author's commands.",
            "Run `cargo run --profile xtask --package xtask -- author ...`.",
        ))
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
    match session.first_open() {
        Some((lesson, exercise)) => {
            let next = format!(
                "Next: {} {}. Run `cargo xtask`.",
                lesson.package(),
                exercise.name
            );
            format!("\n{}\n", paint(GUIDE, next))
        }
        None => untold(session).unwrap_or_else(|| finished(session.course)),
    }
}

/// Everything is right, but something was not told yet.
fn untold(session: &Session<'_>) -> Option<String> {
    let all = session.course.exercises();
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

fn finished(course: &Course) -> String {
    let heading = paint(STRONG, "Every exercise is done.");
    let all = [
        (
            "README.md",
            "\"When it is green\" in each lesson's README: what the checks could not show",
        ),
        (
            "solutions",
            "`solutions/`: how the course's authors wrote it",
        ),
        (
            "tests/alternatives",
            "`tests/alternatives/`: how other good programmers would",
        ),
        (
            "tests/mistakes",
            "`tests/mistakes/`: what goes wrong, and which promise it breaks",
        ),
    ];
    // Not all of it is handed out everywhere.
    let here = all
        .iter()
        .filter(|(path, _)| course.root.join(path).exists());
    let list: String = here.map(|(_, what)| format!("\n  - {what}")).collect();
    let rest = prose(&format!("What to look at next:{list}"), 0);
    format!("\n{heading}\n\n{rest}")
}
