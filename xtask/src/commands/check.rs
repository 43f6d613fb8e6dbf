//! `cargo xtask check`: judges what was named.

mod replay;
mod shown;

use super::{Answer, World, farewell, onwards, subject};
use crate::{
    choose::{self, Chosen},
    cli::{Check, Whose},
    course::{Course, Lesson},
    exit::Exit,
    judge::Plan,
    progress::News,
    render::json,
    report::{Engine, Stage},
    session::{Session, judge_once},
    subject::Subject,
    trouble::Trouble,
};

use replay::replay;
use shown::Shown;

pub(super) fn run(
    course: &Course,
    check: &Check,
    world: World<'_>,
    say: &mut dyn FnMut(News),
) -> Result<Answer, Trouble> {
    let plan = Plan {
        stages: match check.stage {
            Some(stage) => vec![stage],
            None => Stage::JUDGED.to_vec(),
        },
        keep_going: check.keep_going,
        full: check.full,
        engine: check.engine,
        colour: world.colour && !world.json,
        width: world.width,
        ..Plan::default()
    };
    if check.whose == Whose::Learner && check.engine == Engine::Explorer {
        return own_work(course, check, plan, say);
    }
    if check.replay {
        return Err(Trouble::usage(
            "`--replay` shows the last failing interleaving of your own work.",
            "Leave it out here: the same interleaving is found again.",
        ));
    }
    // A second opinion on a learner's work is asked for once, and nothing of it is remembered.
    let (subject, chosen) = subject::named(course, &check.whose, &check.target, world)?;
    let mut shown = Shown::new(course, check, subject);
    for one in &with_stage(chosen, check.stage)? {
        let plan = Plan {
            exercises: one
                .exercises
                .iter()
                .map(|exercise| exercise.name.clone())
                .collect(),
            ..plan.clone()
        };
        let judged = judge_once(course, one.lesson, &shown.subject, &plan, say)?;
        if !shown.goes_on_after(judged) {
            break;
        }
    }
    Ok(shown.answer(String::new()))
}

fn own_work(
    course: &Course,
    check: &Check,
    mut plan: Plan,
    say: &mut dyn FnMut(News),
) -> Result<Answer, Trouble> {
    let mut session = Session::open(course)?;
    // Whoever names something wants to know it now.
    session.settles = check.target.lesson.is_none();
    let mut chosen = with_stage(choose::chosen(course, &check.target)?, check.stage)?;
    if check.replay {
        chosen = vec![replay(&session, &chosen, &mut plan)?];
    }
    let anew = check.stage.is_some() || check.full || check.replay;
    let mut shown = Shown::new(course, check, Subject::Learner);
    for one in &chosen {
        let judged = session.work(one, &plan, anew, say)?;
        if !shown.goes_on_after(judged) {
            break;
        }
    }
    let mut next = String::new();
    let nothing_is_red = matches!(shown.exit(), Exit::Green | Exit::CannotTell);
    if nothing_is_red && shown.interrupted.is_none() {
        for lesson in shown
            .judged_anew()
            .filter(|lesson| is_settled(&session, lesson))
        {
            next.push_str(&format!("\n{}", farewell(lesson)));
        }
        next.push_str(&onwards(&session));
    }
    let open = json::exercise_of(session.first_open());
    let mut answer = shown.answer(next);
    answer.notes = session.notes;
    answer.fields.push(("next", open));
    Ok(answer)
}

fn is_settled(session: &Session<'_>, lesson: &Lesson) -> bool {
    let mut exercises = lesson.exercises.iter();
    exercises.all(|exercise| session.is_settled(lesson, exercise))
}

/// Leaves out exercises that do not have the stage that was asked for.
fn with_stage(chosen: Vec<Chosen<'_>>, stage: Option<Stage>) -> Result<Vec<Chosen<'_>>, Trouble> {
    let Some(stage @ (Stage::Race | Stage::Speed)) = stage else {
        return Ok(chosen);
    };
    let named = match &chosen[..] {
        [one] if one.by_name => format!("{} {}", one.lesson.package(), one.exercises[0].name),
        [one] => one.lesson.package(),
        _ => "This course".into(),
    };
    let mut left = chosen;
    for one in &mut left {
        one.exercises
            .retain(|exercise| exercise.all_tests().any(|(it, _)| it == stage));
    }
    left.retain(|one| !one.exercises.is_empty());
    if left.is_empty() {
        return Err(Trouble::usage(
            format!("{named} has no {} stage.", stage.name()),
            format!(
                "Leave out `--stage {}`: its promises are judged in the other stages.",
                stage.name()
            ),
        ));
    }
    Ok(left)
}
