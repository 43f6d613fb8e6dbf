//! `cargo xtask compare`: one's own work beside the solution, once it is green.

use std::fs;

use super::{Answer, World};
use crate::{
    choose::{self, Chosen},
    cli::Compare,
    compare::{Comparison, Side, diff, parts},
    course::{Course, Exercise, Lesson},
    exit::Exit,
    handout,
    judge::Plan,
    progress::News,
    render::{compare, text::spelled_out},
    report::{ExerciseReport, Report, Stage},
    session::{Judged, Session, judge_once},
    stub,
    subject::Subject,
    trouble::Trouble,
};

pub(super) fn run(
    course: &Course,
    asked: &Compare,
    world: World<'_>,
    say: &mut dyn FnMut(News),
) -> Result<Answer, Trouble> {
    handout::solutions_are_here(course)?;
    let (subject, chosen) = match &asked.with {
        Some(file) => super::subject::with(course, &asked.target, world.folder, file)?,
        None => (Subject::Learner, choose::chosen(course, &asked.target)?),
    };
    let [one] = &chosen[..] else {
        return Err(Trouble::usage(
            "Which lesson shall be compared?",
            "Name it, as in `cargo xtask compare lesson02 bank`.",
        ));
    };
    let plan = Plan {
        exercises: one.exercises.iter().map(|it| it.name.clone()).collect(),
        stages: Stage::JUDGED.to_vec(),
        keep_going: true,
        explains: true,
        ..Plan::default()
    };
    let (work, mut notes) = work(course, one, &subject, &plan, say)?;
    let (green, open): (Vec<&Exercise>, Vec<&Exercise>) = one
        .exercises
        .iter()
        .copied()
        .partition(|exercise| asked.spoil || is_green(one.lesson, exercise, &work));
    if green.is_empty() || work.build.is_some() {
        return Err(not_green(one, &subject, work.build.is_some()));
    }
    let plan = Plan {
        exercises: green.iter().map(|it| it.name.clone()).collect(),
        ..plan
    };
    let solution = whole(judge_once(
        course,
        one.lesson,
        &Subject::Solution,
        &plan,
        say,
    )?)?;
    let mut comparisons = Vec::new();
    for exercise in green {
        comparisons.push(comparison(
            course,
            one.lesson,
            exercise,
            (&subject, &work),
            &solution,
        )?);
    }
    notes.extend(open.iter().map(|exercise| {
        let name = &exercise.name;
        format!(
            "{} {name} is not green yet, so it is not compared.",
            one.lesson.package()
        )
    }));
    let text = match asked.markdown {
        true => texts(&comparisons, compare::markdown),
        false => texts(&comparisons, compare::text),
    };
    let values = comparisons.iter().map(compare::value).collect();
    Ok(Answer {
        notes,
        fields: vec![("comparisons", values)],
        ..Answer::done(text)
    })
}

fn texts(comparisons: &[Comparison], render: fn(&Comparison) -> String) -> String {
    let texts: Vec<_> = comparisons.iter().map(render).collect();
    texts.join("\n")
}

/// Judges the work anew: what is remembered of it holds no figures.
fn work<'c>(
    course: &'c Course,
    one: &Chosen<'c>,
    subject: &Subject,
    plan: &Plan,
    say: &mut dyn FnMut(News),
) -> Result<(Report, Vec<String>), Trouble> {
    if *subject != Subject::Learner {
        let judged = judge_once(course, one.lesson, subject, plan, say)?;
        return Ok((whole(judged)?, Vec::new()));
    }
    let mut session = Session::open(course)?;
    let judged = session.work(one, plan, true, say)?;
    Ok((whole(judged)?, session.notes))
}

/// A comparison with half a report would mislead.
fn whole(judged: Judged) -> Result<Report, Trouble> {
    match judged.interrupted {
        Some(trouble) => Err(trouble),
        None => Ok(judged.report),
    }
}

fn is_green(lesson: &Lesson, exercise: &Exercise, report: &Report) -> bool {
    let judged = found(lesson, exercise, report);
    judged.is_some_and(ExerciseReport::is_judged_green)
}

fn found<'r>(
    lesson: &Lesson,
    exercise: &Exercise,
    report: &'r Report,
) -> Option<&'r ExerciseReport> {
    let id = lesson.id(&exercise.name);
    report.exercises.iter().find(|judged| judged.exercise == id)
}

/// Whoever has not solved it would see the solution.
fn not_green(one: &Chosen<'_>, subject: &Subject, broken: bool) -> Trouble {
    let package = one.lesson.package();
    let what = match &one.exercises[..] {
        [exercise] => format!("{package} {}", exercise.name),
        _ => format!("no exercise of {package}"),
    };
    let whose = match subject {
        Subject::Learner => "`cargo xtask check` says what is missing",
        _ => "`cargo xtask check --with FILE` says what is missing",
    };
    let says = match (broken, &one.exercises[..]) {
        (true, _) => format!("{package} does not compile, so there is nothing to compare."),
        (false, [_]) => format!("{what} is not green yet, and comparing would show the solution."),
        (false, _) => format!("So far {what} is green, and comparing would show the solutions."),
    };
    let next = match broken {
        true => format!("{whose}."),
        false => format!("{whose}; `--spoil` compares it as it is."),
    };
    Trouble {
        exit: Exit::NotYet,
        ..Trouble::usage(says, next)
    }
}

fn comparison(
    course: &Course,
    lesson: &Lesson,
    exercise: &Exercise,
    (subject, work): (&Subject, &Report),
    solution: &Report,
) -> Result<Comparison, Trouble> {
    let module = lesson.module(&exercise.name);
    let own = match subject {
        Subject::With { file, .. } => file.clone(),
        _ => course.module(lesson, &exercise.name),
    };
    let read = |file: &std::path::Path| {
        fs::read(course.root.join(file))
            .map(|bytes| parts::code(&String::from_utf8_lossy(&bytes)))
            .map_err(|error| {
                Trouble::cannot_tell(
                    format!("`{}` cannot be read: {error}.", file.display()),
                    "Check that it is there and that you may read it.",
                )
            })
    };
    let stubs = stub::stubs(course, lesson)?;
    let stub = stubs.iter().find(|stub| stub.to == module);
    let (from, stub) = stub.map_or((module.clone(), Vec::new()), |stub| {
        (stub.from.clone(), parts::code(&stub.text))
    });
    let (ours, theirs) = (read(&own)?, read(&from)?);
    let short = match subject {
        Subject::With { file, .. } => file.file_name().map(|name| name.to_string_lossy()),
        _ => None,
    };
    let short = short.map_or(work.subject.clone(), |name| spelled_out(&name));
    let side = |short: String, code: &[parts::Line], report: &Report| Side {
        title: report.subject.clone(),
        short,
        lines: parts::written(code, &stub),
        report: found(lesson, exercise, report)
            .cloned()
            .unwrap_or(ExerciseReport {
                exercise: lesson.id(&exercise.name),
                tests: Vec::new(),
                unchanged: false,
            }),
    };
    Ok(Comparison {
        exercise: lesson.id(&exercise.name),
        changes: diff::changes(&ours, &theirs),
        work: side(short, &ours, work),
        solution: side(solution.subject.clone(), &theirs, solution),
    })
}
