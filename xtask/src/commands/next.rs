//! `cargo xtask` without a command: goes on with the first exercise that is not done.

use super::{Answer, World, farewell, onwards};
use crate::{
    choose,
    cli::Target,
    course::{Course, Lesson},
    exit::Exit,
    guide::guides,
    judge::Plan,
    progress::News,
    render::{
        terminal::{self, Scene},
        text::prose,
    },
    report::Stage,
    session::Session,
    subject::Subject,
    trouble::Trouble,
};

pub(super) fn run(
    course: &Course,
    world: World<'_>,
    say: &mut dyn FnMut(News),
) -> Result<Answer, Trouble> {
    let mut session = Session::open(course)?;
    let plan = Plan {
        stages: Stage::JUDGED.to_vec(),
        colour: world.colour,
        ..Plan::default()
    };
    let mut text = String::new();
    let mut exit = Exit::Green;
    for mut one in choose::chosen(course, &Target::default())? {
        let lesson = one.lesson;
        // What cannot be told on this machine keeps nobody from going on.
        one.exercises
            .retain(|exercise| !session.is_settled(lesson, exercise));
        if one.exercises.is_empty() {
            continue;
        }
        if is_new(&session, lesson) {
            text.push_str(&welcome(lesson));
        }
        let mut judged = session.work(&one, &plan, false, say)?;
        judged
            .report
            .exercises
            .retain(|exercise| !exercise.unchanged);
        let scene = Scene {
            lesson,
            subject: &Subject::Learner,
            full: false,
        };
        let guides = guides(course, lesson, &Subject::Learner, &judged.report);
        text.push_str(&terminal::report(scene, &judged.report, &guides));
        if let Some(trouble) = judged.interrupted {
            session.notes.push(trouble.to_string());
            return Ok(Answer {
                notes: session.notes,
                exit: trouble.exit,
                ..Answer::done(text)
            });
        }
        if !judged.report.is_green() {
            return Ok(Answer {
                notes: session.notes,
                exit: Exit::NotYet,
                ..Answer::done(text)
            });
        }
        if judged.report.is_untold() {
            exit = Exit::CannotTell;
        }
        text.push_str(&format!("\n{}\n", farewell(lesson)));
    }
    text.push_str(onwards(&session).trim_start());
    Ok(Answer {
        notes: session.notes,
        exit,
        ..Answer::done(text)
    })
}

/// Whether nothing of the lesson was judged yet.
fn is_new(session: &Session<'_>, lesson: &Lesson) -> bool {
    lesson
        .exercises
        .iter()
        .all(|exercise| session.entry(lesson, exercise).is_none())
}

fn welcome(lesson: &Lesson) -> String {
    let line = format!(
        "{} {} begins. Read {}/README.md first: it asks the question, and explains the words.",
        lesson.package(),
        lesson.title,
        lesson.folder.display()
    );
    format!("{}\n", prose(&line, 0))
}
