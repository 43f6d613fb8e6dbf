//! One run: judges one exercise on a thread of its own.

use std::{
    sync::mpsc::Sender,
    thread::{self, Scope},
};

use super::{Event, Watch, screen::Progress, verdict::Verdict};
use crate::{
    choose::Chosen,
    course::{Course, Exercise, Lesson},
    guide::guides,
    judge::Plan,
    report::Stage,
    session::Session,
    subject::Subject,
    trouble::Trouble,
};

/// What to judge.
#[derive(Clone, Copy, Debug)]
pub(super) struct Task<'a> {
    pub(super) course: &'a Course,
    pub(super) watch: Watch<'a>,
    /// The exercise's place among those that are watched.
    pub(super) at: usize,
    /// Whatever is remembered.
    pub(super) anew: bool,
    /// Whether the race stage gets all the time that it needs.
    pub(super) full: bool,
    /// The number of the run.
    pub(super) run: u64,
    /// How many columns there are, if it is told at a terminal.
    pub(super) width: Option<u16>,
}

/// Judges. The last event tells the verdict, also when the run was stopped.
pub(super) fn start<'s, 'a: 's>(scope: &'s Scope<'s, 'a>, task: Task<'a>, tell: Sender<Event>) {
    scope.spawn(move || {
        // A run that panics must not leave the screen waiting for ever.
        let judged = thread::Builder::new().spawn_scoped(scope, {
            let tell = tell.clone();
            move || judge(task, &tell)
        });
        let verdict = judged
            .map_err(|error| broken(&error.to_string()))
            .and_then(|run| run.join().unwrap_or_else(|_| Err(broken("it panicked"))));
        let _ = tell.send(Event::Judged(task.run, Box::new(verdict)));
    });
}

fn broken(why: &str) -> Trouble {
    Trouble::course(
        format!("The runner could not judge: {why}."),
        "Please report it; saving the file once more tries again.",
    )
}

fn judge(task: Task<'_>, tell: &Sender<Event>) -> Result<Verdict, Trouble> {
    let Task {
        course, watch, at, ..
    } = task;
    let (lesson, exercise) = watch.exercises[at];
    let mut session = Session::open(course)?;
    let plan = Plan {
        stages: Stage::JUDGED.to_vec(),
        full: task.full,
        colour: watch.colour,
        width: task.width,
        ..Plan::default()
    };
    let one = Chosen {
        lesson,
        exercises: vec![exercise],
        by_name: true,
    };
    let mut say = |news| _ = tell.send(Event::News(task.run, news));
    let judged = session.work(&one, &plan, task.anew || task.full, &mut say)?;
    Ok(Verdict {
        guides: guides(course, lesson, &Subject::Learner, &judged.report),
        report: judged.report,
        progress: progress(&session, watch.exercises),
        next: next(&session, watch.exercises, at),
        notes: session.notes,
    })
}

pub(super) fn progress(session: &Session<'_>, exercises: &[(&Lesson, &Exercise)]) -> Progress {
    let done = exercises
        .iter()
        .filter(|(lesson, it)| session.is_done(lesson, it));
    Progress {
        done: done.count(),
        all: exercises.len(),
    }
}

/// The first one that is not settled, from the one after `at` on, and then from the beginning.
pub(super) fn next(
    session: &Session<'_>,
    exercises: &[(&Lesson, &Exercise)],
    at: usize,
) -> Option<usize> {
    let all = (at + 1..exercises.len()).chain(0..at);
    let is_open = |at: &usize| {
        let (lesson, exercise) = exercises[*at];
        !session.is_settled(lesson, exercise)
    };
    all.into_iter().find(is_open)
}
