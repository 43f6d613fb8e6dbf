//! The picture of what is done.

use super::{
    style::{GOOD, OPEN, QUIET, STRONG, paint},
    text::count,
};
use crate::course::{Course, Exercise, Kind, Lesson};

/// How far an exercise is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It passed, and nothing has changed since.
    Done,
    /// Nothing is wrong with it, but whether it is fast could not be told.
    Untold,
    /// It passed once; something that it depends on has changed since.
    Changed,
    /// It was judged and is not yet right.
    Begun,
    /// It was never judged.
    Waiting,
}

/// The whole picture. `progress` tells how far each exercise is.
pub fn status(course: &Course, progress: impl Fn(&Lesson, &Exercise) -> Progress) -> String {
    let width = course
        .lessons
        .iter()
        .flat_map(|lesson| &lesson.exercises)
        .map(|exercise| exercise.name.len())
        .max()
        .unwrap_or(0);
    let mut text = String::new();
    let mut next = None;
    let (mut done, mut all) = (0, 0);
    for lesson in &course.lessons {
        text.push_str(&format!(
            "{} {}\n",
            paint(STRONG, lesson.package()),
            lesson.title
        ));
        for exercise in &lesson.exercises {
            let far = progress(lesson, exercise);
            all += 1;
            done += usize::from(far == Progress::Done);
            let is_settled = matches!(far, Progress::Done | Progress::Untold);
            let is_next = !is_settled && next.is_none();
            if is_next {
                next = Some((lesson, exercise));
            }
            let (mark, words) = words(far, is_next, exercise);
            text.push_str(&format!("  {mark} {:width$}  {words}\n", exercise.name));
        }
        text.push('\n');
    }
    match next {
        Some((lesson, exercise)) => text.push_str(&format!(
            "{done} of {} done. Next: {} {}. Run `cargo xtask`.\n",
            count(all, "exercise", "exercises"),
            lesson.package(),
            exercise.name
        )),
        None if done < all => text.push_str(&format!(
            "{done} of {} done, and the others are right. Whether they are fast: `cargo xtask check --stage speed`.\n",
            count(all, "exercise", "exercises")
        )),
        None => text.push_str(&format!("All {all} exercises are done.\n")),
    }
    text
}

fn words(far: Progress, is_next: bool, exercise: &Exercise) -> (String, String) {
    let (mark, mut words) = match far {
        Progress::Done => return (paint(GOOD, "✓"), "done".into()),
        Progress::Untold => {
            let words = "right; whether it is fast could not be told yet";
            return (paint(OPEN, "?"), words.into());
        }
        Progress::Changed => (paint(OPEN, "~"), String::from("changed since it passed")),
        Progress::Begun => (paint(OPEN, "○"), String::from("not yet")),
        Progress::Waiting => {
            let what = match exercise.kind {
                Kind::Write => "to write",
                Kind::Mend => "to mend",
            };
            let words = format!("{what}, about {} minutes", exercise.minutes);
            (paint(QUIET, "·"), words)
        }
    };
    if is_next {
        words.push_str("  ← next");
        return (paint(OPEN, "▸"), words);
    }
    (mark, words)
}

#[cfg(test)]
mod tests {
    use super::{Progress, status};
    use crate::sample;

    #[test]
    fn the_picture_names_what_is_next() {
        let course = sample::course();
        let picture = status(&course, |_, exercise| match exercise.name.as_str() {
            "both" => Progress::Done,
            "outcomes" => Progress::Begun,
            _ => Progress::Waiting,
        });
        insta::assert_snapshot!(anstream::adapter::strip_str(&picture));
    }

    #[test]
    fn what_cannot_be_told_keeps_nobody_from_going_on() {
        let picture = status(&sample::course(), |_, exercise| {
            match exercise.name.as_str() {
                "both" => Progress::Untold,
                _ => Progress::Done,
            }
        });
        assert!(
            picture.contains("2 of 3 exercises done, and the others are right."),
            "{picture}"
        );
        assert!(!picture.contains("next"), "{picture}");
    }

    #[test]
    fn the_picture_of_a_finished_course_says_so() {
        let picture = status(&sample::course(), |_, _| Progress::Done);
        assert!(
            picture.ends_with("All 3 exercises are done.\n"),
            "{picture}"
        );
    }
}
