//! `cargo xtask check`: judges what was named.

use std::cmp::Reverse;

use super::{Answer, World, farewell, onwards, subject};
use crate::{
    choose::{self, Chosen},
    cli::{Check, Whose},
    course::{Course, Lesson},
    exit::Exit,
    guide::{Guide, guides},
    judge::Plan,
    progress::News,
    render::{
        json,
        terminal::{self, Scene},
    },
    report::{Engine, Report, Stage},
    session::{Judged, Session, judge_once},
    subject::Subject,
    trouble::Trouble,
};

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

/// Turns the plan into one that shows a remembered interleaving again, and returns the one exercise that it is of.
///
/// Of several it is the newest whose sources have not changed since.
fn replay<'c>(
    session: &Session<'_>,
    chosen: &[Chosen<'c>],
    plan: &mut Plan,
) -> Result<Chosen<'c>, Trouble> {
    let all = chosen.iter().flat_map(Chosen::each);
    let remembered = all.filter_map(|(lesson, exercise)| {
        let entry = session.entry(lesson, exercise)?;
        let last = entry.last.as_ref()?;
        let fits = last.content == session.key(lesson, exercise);
        let age = Reverse((fits, entry.judged));
        Some((age, lesson, exercise, last, last.replay.as_ref()?))
    });
    // Of those that were judged in one run it is the first one, as the report says.
    let newest = remembered.min_by_key(|(age, ..)| *age);
    let Some((Reverse((fits, _)), lesson, exercise, last, schedule)) = newest else {
        return Err(Trouble::usage(
            "No failing interleaving is remembered here.",
            "Run the check without `--replay` first: it looks for one.",
        ));
    };
    if !fits {
        return Err(Trouble::usage(
            format!(
                "The sources of {} {} have changed since that interleaving was found, so it means nothing any more.",
                lesson.package(),
                exercise.name
            ),
            "Run the check without `--replay`: it looks for a new one.",
        ));
    }
    plan.stages = vec![Stage::Race];
    plan.only = Some(last.test.clone());
    plan.replay = Some(schedule.clone());
    Ok(Chosen {
        lesson,
        exercises: vec![exercise],
        by_name: true,
    })
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

/// What was judged so far, on its way to an answer.
struct Shown<'a> {
    course: &'a Course,
    keep_going: bool,
    full: bool,
    subject: Subject,
    reports: Vec<(Report, Vec<Guide>)>,
    interrupted: Option<Trouble>,
}

impl<'a> Shown<'a> {
    fn new(course: &'a Course, check: &Check, subject: Subject) -> Self {
        Self {
            course,
            keep_going: check.keep_going,
            full: check.full,
            subject,
            reports: Vec::new(),
            interrupted: None,
        }
    }

    /// Takes one lesson's report. Whether the next lesson is to be judged as well.
    fn goes_on_after(&mut self, judged: Judged) -> bool {
        let guides = match self
            .course
            .lessons
            .iter()
            .find(|it| it.number == judged.report.lesson)
        {
            Some(lesson) => guides(self.course, lesson, &self.subject, &judged.report),
            None => Vec::new(),
        };
        self.reports.push((judged.report, guides));
        self.interrupted = judged.interrupted;
        self.interrupted.is_none() && (self.keep_going || self.exit() != Exit::NotYet)
    }

    /// The lessons of which something was judged that was not known to be green.
    fn judged_anew(&self) -> impl Iterator<Item = &'a Lesson> {
        let lessons = self.course.lessons.iter();
        lessons.filter(|lesson| {
            let mut reports = self.reports.iter().map(|(report, _)| report);
            reports.any(|report| {
                report.lesson == lesson.number && report.exercises.iter().any(|it| !it.unchanged)
            })
        })
    }

    fn exit(&self) -> Exit {
        match &self.interrupted {
            Some(trouble) => trouble.exit,
            None if !self.reports.iter().all(|(report, _)| report.is_green()) => Exit::NotYet,
            None if self.reports.iter().any(|(report, _)| report.is_untold()) => Exit::CannotTell,
            None => Exit::Green,
        }
    }

    fn answer(self, next: String) -> Answer {
        let mut texts = Vec::new();
        for (report, guides) in &self.reports {
            texts.extend(self.rendered(report, guides));
        }
        let reports = self.reports.iter();
        let reports = reports.map(|(report, guides)| (report, &guides[..]));
        Answer {
            exit: self.exit(),
            fields: vec![("lessons", json::lessons(self.course, reports))],
            trouble: self.interrupted,
            ..Answer::done(texts.join("\n") + &next)
        }
    }

    fn rendered(&self, report: &Report, guides: &[Guide]) -> Option<String> {
        let lesson = self
            .course
            .lessons
            .iter()
            .find(|it| it.number == report.lesson)?;
        let scene = Scene {
            lesson,
            subject: &self.subject,
            full: self.full,
        };
        Some(terminal::report(scene, report, guides))
    }
}

#[cfg(test)]
mod tests {
    use super::replay;
    use crate::{
        choose,
        cli::Target,
        course::Course,
        judge::Plan,
        report::Stage,
        sample,
        session::Session,
        state::{Entry, Failure},
    };

    /// Remembers that a race test failed, with this schedule, at this time.
    fn failed(course: &Course, (lesson, exercise): (usize, usize), fits: bool, judged: u64) {
        let mut session = Session::open(course).unwrap();
        let lesson = &course.lessons[lesson];
        let exercise = &lesson.exercises[exercise];
        let key = session.key(lesson, exercise);
        session.change(&lesson.id(&exercise.name), |entry| {
            *entry = Entry {
                last: Some(Failure {
                    content: if fits { key.clone() } else { String::new() },
                    test: format!("{}::t3_raced", exercise.name),
                    stage: Stage::Race,
                    replay: Some(format!("1:{judged}")),
                    mended: None,
                }),
                judged: Some(judged),
                ..Entry::default()
            }
        });
    }

    /// What is shown again if nothing is named: the exercise, its test and the schedule; or what is wrong.
    fn shown_again(course: &Course) -> Result<(String, String, String), String> {
        let session = Session::open(course).unwrap();
        let chosen = choose::chosen(course, &Target::default()).unwrap();
        let mut plan = Plan::default();
        let one = replay(&session, &chosen, &mut plan).map_err(|trouble| trouble.says)?;
        assert_eq!(
            (one.exercises.len(), &plan.stages[..]),
            (1, &[Stage::Race][..])
        );
        let name = one.exercises[0].name.clone();
        Ok((name, plan.only.unwrap(), plan.replay.unwrap()))
    }

    #[test]
    fn without_a_name_the_newest_interleaving_that_still_means_something_is_shown_again() {
        let root = tempfile::tempdir().unwrap();
        let course = Course {
            root: root.path().into(),
            ..sample::course()
        };
        let nothing = shown_again(&course).unwrap_err();
        assert!(nothing.contains("No failing interleaving"), "{nothing}");
        failed(&course, (1, 0), false, 9);
        let changed = shown_again(&course).unwrap_err();
        assert!(changed.contains("lesson02 bank have changed"), "{changed}");
        let shown = |exercise: &str, judged: u64| {
            let test = format!("{exercise}::t3_raced");
            Ok((exercise.to_owned(), test, format!("1:{judged}")))
        };
        failed(&course, (0, 0), true, 5);
        assert_eq!(shown_again(&course), shown("both", 5));
        failed(&course, (0, 1), true, 7);
        assert_eq!(shown_again(&course), shown("outcomes", 7));
        failed(&course, (1, 0), true, 7);
        assert_eq!(
            shown_again(&course),
            shown("outcomes", 7),
            "both in one run"
        );
    }
}
