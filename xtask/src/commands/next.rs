//! `cargo xtask` without a command: goes on with the first exercise that is not done.

use super::{Answer, World, farewell, onwards};
use crate::{
    choose,
    cli::Target,
    course::{Course, Lesson},
    exit::Exit,
    guide::{Guide, guides},
    judge::Plan,
    progress::News,
    render::{
        json,
        terminal::{self, Scene},
        text::prose,
    },
    report::{Report, Stage},
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
        colour: world.colour && !world.json,
        width: world.width,
        ..Plan::default()
    };
    let mut text = String::new();
    let mut reports: Vec<(Report, Vec<Guide>)> = Vec::new();
    let mut is_untold = false;
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
        let is_green = judged.report.is_green();
        is_untold |= judged.report.is_untold();
        reports.push((judged.report, guides));
        if let Some(trouble) = judged.interrupted {
            return Ok(Answer {
                exit: trouble.exit,
                trouble: Some(trouble),
                ..answer(session, text, &reports)
            });
        }
        if !is_green {
            return Ok(Answer {
                exit: Exit::NotYet,
                ..answer(session, text, &reports)
            });
        }
        text.push_str(&format!("\n{}\n", farewell(lesson)));
    }
    text.push_str(onwards(&session).trim_start());
    // The same state has the same answer, whether it was judged now or before.
    let exit = match is_untold || session.is_untold() {
        true => Exit::CannotTell,
        false => Exit::Green,
    };
    Ok(Answer {
        exit,
        ..answer(session, text, &reports)
    })
}

fn answer(session: Session<'_>, text: String, reports: &[(Report, Vec<Guide>)]) -> Answer {
    let reports = reports.iter().map(|(report, guides)| (report, &guides[..]));
    Answer {
        fields: vec![
            ("lessons", json::lessons(session.course, reports)),
            ("next", json::exercise_of(session.first_open())),
        ],
        notes: session.notes,
        ..Answer::done(text)
    }
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

#[cfg(test)]
mod tests {
    use super::run;
    use crate::{commands::World, course::Course, exit::Exit, sample, session::Session};

    #[test]
    fn what_could_not_be_told_before_is_no_pass_now() {
        let root = tempfile::tempdir().unwrap();
        let course = Course {
            root: root.path().into(),
            ..sample::course()
        };
        let world = World {
            folder: &course.root,
            terminal: false,
            links: None,
            colour: false,
            json: false,
            width: None,
        };
        let exit = || run(&course, world, &mut |_| {}).unwrap().exit;
        let mut session = Session::open(&course).unwrap();
        for (lesson, exercise) in course.exercises() {
            let key = session.key(lesson, exercise);
            session.change(&lesson.id(&exercise.name), |entry| {
                entry.passed = Some(key.clone());
            });
        }
        assert_eq!(exit(), Exit::Green);
        session.change(&course.lessons[1].id("bank"), |entry| {
            entry.untold = entry.passed.take();
        });
        assert_eq!(exit(), Exit::CannotTell);
    }
}
