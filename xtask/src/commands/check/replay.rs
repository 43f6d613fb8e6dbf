//! The remembered interleaving that `--replay` shows again.

use std::cmp::Reverse;

use crate::{choose::Chosen, judge::Plan, report::Stage, session::Session, trouble::Trouble};

/// Turns the plan into one that shows a remembered interleaving again, and returns the one exercise that it is of.
///
/// Of several it is the newest whose sources have not changed since.
pub(super) fn replay<'c>(
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
