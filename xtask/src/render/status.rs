//! The picture of what is done.

use serde_json::{Value, json};

use super::{
    json::{self, Fields},
    style::{GOOD, OPEN, QUIET, STRONG, paint},
    text::{count, prose},
};
use crate::{
    course::{Course, Exercise, Kind, Lesson},
    report::Stage,
    standing::{Known, Progress, Standing},
};

/// The longest line: who has more columns reads it as well.
const COLUMNS: usize = 80;

/// An exercise, and how far it is.
pub type Row<'c> = (&'c Lesson, &'c Exercise, Standing);

/// The whole picture at this moment, in seconds since 1970.
pub fn status(course: &Course, rows: &[Row<'_>], now: u64) -> String {
    let names = rows.iter().map(|(_, exercise, _)| exercise.name.len());
    let width = names.max().unwrap_or(0);
    let next = next(rows);
    let heads = Stage::JUDGED.map(Stage::name).join("  ");
    let indent = 4 + width + 2 + heads.len() + 2;
    let mut text = paint(QUIET, format!("{:1$}{heads}", "", width + 6)) + "\n";
    for lesson in &course.lessons {
        let title = paint(STRONG, lesson.package());
        text.push_str(&format!("{title} {}\n", lesson.title));
        for (of, exercise, standing) in rows {
            if of.number != lesson.number {
                continue;
            }
            let is_next = next
                .is_some_and(|(of, it)| (&of.number, &it.name) == (&lesson.number, &exercise.name));
            let mark = match is_next {
                true => paint(OPEN, "▸"),
                false => mark(standing.progress),
            };
            let arrow = if is_next { "  ← next" } else { "" };
            let room = COLUMNS.saturating_sub(indent + arrow.chars().count());
            let words = words(standing, exercise, now, room);
            text.push_str(&format!(
                "  {mark} {:width$}  {}{words}{arrow}\n",
                exercise.name,
                stages(standing),
            ));
        }
        text.push('\n');
    }
    text + &legend(rows) + &summary(rows, next)
}

/// The same for programs; see `xtask/README.md`.
pub fn fields(course: &Course, rows: &[Row<'_>]) -> Fields {
    let exercise = |(_, exercise, standing): &Row<'_>| {
        let stages = standing
            .stages
            .iter()
            .map(|(stage, known)| json!({ "stage": stage.name(), "known": name_of_known(*known) }));
        json!({
            "exercise": exercise.name,
            "kind": match exercise.kind { Kind::Write => "write", Kind::Mend => "mend" },
            "minutes": exercise.minutes,
            "progress": name(standing.progress),
            "stages": stages.collect::<Vec<_>>(),
            "attempts": standing.attempts,
            "judged_at": standing.judged,
            "done_at": standing.done,
        })
    };
    let lessons = course.lessons.iter().map(|lesson| {
        let own = rows.iter().filter(|(of, ..)| of.number == lesson.number);
        json!({
            "lesson": lesson.number,
            "title": lesson.title,
            "exercises": own.map(exercise).collect::<Vec<Value>>(),
        })
    });
    vec![
        ("lessons", lessons.collect()),
        ("done", done(rows).into()),
        ("all", rows.len().into()),
        ("next", json::exercise_of(next(rows))),
    ]
}

fn next<'c>(rows: &[Row<'c>]) -> Option<(&'c Lesson, &'c Exercise)> {
    let open = rows.iter().find(|(.., standing)| !standing.is_settled());
    open.map(|(lesson, exercise, _)| (*lesson, *exercise))
}

fn done(rows: &[Row<'_>]) -> usize {
    let done = rows.iter().filter(|(.., it)| it.progress == Progress::Done);
    done.count()
}

fn mark(progress: Progress) -> String {
    match progress {
        Progress::Done => paint(GOOD, "✓"),
        Progress::Untold => paint(OPEN, "?"),
        Progress::Changed => paint(OPEN, "~"),
        Progress::Begun => paint(OPEN, "○"),
        Progress::Waiting => paint(QUIET, "·"),
    }
}

/// A mark below the head of each stage that the exercise has.
fn stages(standing: &Standing) -> String {
    let mut text = String::new();
    for stage in Stage::JUDGED {
        let mut known = standing.stages.iter().filter(|(it, _)| *it == stage);
        let mark = match known.next() {
            Some((_, Known::Kept)) => paint(GOOD, "✓"),
            Some((_, Known::Open)) => paint(OPEN, "○"),
            Some((_, Known::Untold)) => paint(OPEN, "?"),
            Some((_, Known::Nothing)) => paint(QUIET, "·"),
            None => " ".into(),
        };
        text.push_str(&format!("{mark}{:1$}", "", stage.name().len() + 1));
    }
    text
}

/// How far it is, how often it was tried, and when: as much of that as there is room for.
fn words(standing: &Standing, exercise: &Exercise, now: u64, room: usize) -> String {
    let far = match (standing.progress, exercise.kind) {
        (Progress::Done, _) => "done".into(),
        (Progress::Untold, _) => "speed untold".into(),
        (Progress::Changed, _) => "changed".into(),
        (Progress::Begun, _) => "not yet".into(),
        (Progress::Waiting, kind) => {
            let what = match kind {
                Kind::Write => "to write",
                Kind::Mend => "to mend",
            };
            // Who has tried knows better.
            match standing.judged {
                None => format!("{what}, about {} min", exercise.minutes),
                Some(_) => what.to_owned(),
            }
        }
    };
    let tries = (standing.attempts > 0).then(|| count(standing.attempts, "try", "tries"));
    let when = standing.done.or(standing.judged).map(|then| ago(then, now));
    let mut words = far;
    for more in [tries, when].into_iter().flatten() {
        let longer = format!("{words}, {more}");
        if longer.chars().count() <= room {
            words = longer;
        }
    }
    words
}

/// How long ago that was. A clock that was set back makes it just now.
fn ago(then: u64, now: u64) -> String {
    let minutes = now.saturating_sub(then) / 60;
    match (minutes, minutes / 60) {
        (0, _) => "just now".into(),
        (1..60, _) => format!("{minutes} min ago"),
        (_, hours @ 0..48) => format!("{hours} h ago"),
        (_, hours) => format!("{} days ago", hours / 24),
    }
}

/// What the rarer marks mean, where there are any.
fn legend(rows: &[Row<'_>]) -> String {
    let lines = [
        (
            Progress::Changed,
            "~ changed: it passed once, and something that it depends on has changed since.",
        ),
        (
            Progress::Untold,
            "? untold: all is right; whether it is fast could not be told when it was judged.",
        ),
    ];
    let mut text = String::new();
    for (progress, line) in lines {
        if rows.iter().any(|(.., it)| it.progress == progress) {
            text.push_str(&prose(line, 0));
        }
    }
    text
}

fn summary(rows: &[Row<'_>], next: Option<(&Lesson, &Exercise)>) -> String {
    let (done, all) = (done(rows), count(rows.len(), "exercise", "exercises"));
    match next {
        Some((lesson, exercise)) => format!(
            "{done} of {all} done. Next: {} {}. Run `cargo xtask`.\n",
            lesson.package(),
            exercise.name
        ),
        None if done < rows.len() => prose(
            &format!(
                "{done} of {all} done, and the others are right. Whether they are fast: `cargo xtask check --stage speed`."
            ),
            0,
        ),
        None => format!("All {all} are done.\n"),
    }
}

fn name(progress: Progress) -> &'static str {
    match progress {
        Progress::Done => "done",
        Progress::Untold => "untold",
        Progress::Changed => "changed",
        Progress::Begun => "begun",
        Progress::Waiting => "waiting",
    }
}

fn name_of_known(known: Known) -> &'static str {
    match known {
        Known::Kept => "kept",
        Known::Open => "open",
        Known::Untold => "untold",
        Known::Nothing => "nothing",
    }
}

#[cfg(test)]
mod tests {
    use super::{Row, ago, fields, status};
    use crate::{
        course::Course,
        report::Stage,
        sample,
        standing::{Known, Progress, Standing},
    };

    const NOW: u64 = 1_000_000;

    fn rows(course: &Course, progress: impl Fn(&str) -> (Progress, usize)) -> Vec<Row<'_>> {
        let row = |(lesson, exercise): (_, &'_ crate::course::Exercise)| {
            let (progress, attempts) = progress(&exercise.name);
            let mut stages: Vec<Stage> = exercise.all_tests().map(|(stage, _)| stage).collect();
            stages.dedup();
            let known = match progress {
                Progress::Done => Known::Kept,
                Progress::Begun => Known::Open,
                _ => Known::Nothing,
            };
            let standing = Standing {
                progress,
                stages: stages.into_iter().map(|stage| (stage, known)).collect(),
                attempts,
                judged: (progress != Progress::Waiting).then_some(NOW - 3_000),
                done: (progress == Progress::Done).then_some(NOW - 300_000),
            };
            (lesson, course_exercise(course, &exercise.name), standing)
        };
        course.exercises().map(row).collect()
    }

    fn course_exercise<'c>(course: &'c Course, name: &str) -> &'c crate::course::Exercise {
        let mut all = course.exercises();
        let found = all.find(|(_, exercise)| exercise.name == name);
        found.expect("an exercise of this name").1
    }

    #[test]
    fn the_picture_names_what_is_next_and_fits_a_narrow_terminal() {
        let course = sample::course();
        let rows = rows(&course, |name| match name {
            "both" => (Progress::Done, 3),
            "outcomes" => (Progress::Begun, 12),
            _ => (Progress::Waiting, 0),
        });
        let picture = status(&course, &rows, NOW);
        let picture = anstream::adapter::strip_str(&picture).to_string();
        assert!(picture.lines().all(|line| line.chars().count() <= 80));
        insta::assert_snapshot!(picture);
    }

    #[test]
    fn no_line_is_longer_than_a_terminal_whatever_there_is_to_tell() {
        let course = sample::course();
        for progress in [
            Progress::Waiting,
            Progress::Begun,
            Progress::Changed,
            Progress::Untold,
        ] {
            for attempts in [0, 1, 12, 123_456] {
                let mut rows = rows(&course, |_| (progress, attempts));
                for (.., standing) in &mut rows {
                    standing.judged = Some(NOW - 59 * 60);
                }
                let picture = status(&course, &rows, NOW);
                let picture = anstream::adapter::strip_str(&picture).to_string();
                let is_short = |line: &str| line.chars().count() <= 80;
                assert!(picture.lines().all(is_short), "{picture}");
            }
        }
    }

    #[test]
    fn what_cannot_be_told_keeps_nobody_from_going_on() {
        let course = sample::course();
        let rows = rows(&course, |name| match name {
            "both" => (Progress::Untold, 1),
            _ => (Progress::Done, 1),
        });
        let picture = status(&course, &rows, NOW);
        assert!(
            picture.contains("2 of 3 exercises done, and the others are right."),
            "{picture}"
        );
        assert!(!picture.contains("next"), "{picture}");
        assert!(picture.contains("? untold:"), "{picture}");
        let fields: serde_json::Map<_, _> = fields(&course, &rows)
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        assert!(fields["next"].is_null());
        assert_eq!(fields["lessons"][0]["exercises"][0]["progress"], "untold");
    }

    #[test]
    fn the_picture_of_a_finished_course_says_so() {
        let course = sample::course();
        let rows = rows(&course, |_| (Progress::Done, 1));
        let picture = status(&course, &rows, NOW);
        assert!(
            picture.ends_with("All 3 exercises are done.\n"),
            "{picture}"
        );
    }

    #[test]
    fn time_is_told_roughly() {
        let told = [0, 59, 60, 3_599, 3_600, 47 * 3_600, 48 * 3_600].map(|it| ago(NOW - it, NOW));
        let wanted = [
            "just now",
            "just now",
            "1 min ago",
            "59 min ago",
            "1 h ago",
            "47 h ago",
            "2 days ago",
        ];
        assert_eq!(told, wanted);
        assert_eq!(ago(NOW + 5, NOW), "just now", "a clock that was set back");
    }
}
