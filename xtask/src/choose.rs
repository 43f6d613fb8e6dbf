//! From what was typed to what is meant.

use crate::{
    cli::Target,
    course::{Course, Exercise, Lesson},
    trouble::Trouble,
};

/// Exercises of one lesson, in its order.
#[derive(Clone, Debug)]
pub struct Chosen<'c> {
    /// The lesson.
    pub lesson: &'c Lesson,
    /// At least one.
    pub exercises: Vec<&'c Exercise>,
    /// Whether the exercise was named, and not the lesson as a whole.
    pub by_name: bool,
}

impl<'c> Chosen<'c> {
    /// Its exercises, each with the lesson.
    pub fn each(&self) -> impl Iterator<Item = (&'c Lesson, &'c Exercise)> + use<'c, '_> {
        self.exercises
            .iter()
            .map(|exercise| (self.lesson, *exercise))
    }
}

/// What a target means; the whole course if it names nothing.
///
/// # Errors
///
/// If there is no such lesson or exercise; the trouble says which ones there are.
pub fn chosen<'c>(course: &'c Course, target: &Target) -> Result<Vec<Chosen<'c>>, Trouble> {
    let Some(typed) = &target.lesson else {
        let every = course.lessons.iter().map(whole);
        return Ok(every.filter(|one| !one.exercises.is_empty()).collect());
    };
    let lesson = match (lesson(course, typed), &target.exercise) {
        (Ok(lesson), _) => lesson,
        (Err(trouble), None) => return exercise_alone(course, typed, trouble).map(|it| vec![it]),
        (Err(trouble), Some(_)) => return Err(trouble),
    };
    Ok(vec![match &target.exercise {
        Some(typed) => Chosen {
            lesson,
            exercises: vec![exercise(lesson, typed)?],
            by_name: true,
        },
        None => whole(lesson),
    }])
}

fn whole(lesson: &Lesson) -> Chosen<'_> {
    Chosen {
        lesson,
        exercises: lesson.exercises.iter().collect(),
        by_name: false,
    }
}

/// The lesson that `typed` names: `lesson03-queues`, `lesson03`, `03`, `3` or `queues`.
///
/// # Errors
///
/// If there is no such lesson.
pub fn lesson<'c>(course: &'c Course, typed: &str) -> Result<&'c Lesson, Trouble> {
    let wanted = typed.trim_end_matches(['/', '\\']);
    let wanted = wanted
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(wanted)
        .to_lowercase();
    let number = wanted.strip_prefix("lesson").unwrap_or(&wanted);
    let is_meant = |lesson: &&Lesson| {
        let folder = folder_name(lesson);
        let same_number = number
            .parse::<u32>()
            .is_ok_and(|number| lesson.number.parse() == Ok(number));
        same_number || folder == wanted || folder.split_once('-').is_some_and(|it| it.1 == wanted)
    };
    course.lessons.iter().find(is_meant).ok_or_else(|| {
        let names: Vec<_> = course.lessons.iter().map(Lesson::package).collect();
        let exercises = course.lessons.iter().flat_map(|lesson| &lesson.exercises);
        let candidates = course
            .lessons
            .iter()
            .flat_map(|lesson| [lesson.package(), suffix(lesson)])
            .chain(exercises.map(|exercise| exercise.name.clone()));
        Trouble::usage(
            format!(
                "There is no lesson `{typed}`.{}",
                did_you_mean(typed, candidates)
            ),
            format!("There are: {}.", names.join(", ")),
        )
    })
}

/// The exercise of this lesson that `typed` names.
///
/// # Errors
///
/// If the lesson has no such exercise.
pub fn exercise<'l>(lesson: &'l Lesson, typed: &str) -> Result<&'l Exercise, Trouble> {
    let wanted = without_ending(typed);
    lesson.exercise(wanted).ok_or_else(|| {
        let names: Vec<_> = lesson.exercises.iter().map(|it| it.name.clone()).collect();
        Trouble::usage(
            format!(
                "{} has no exercise `{typed}`.{}",
                lesson.package(),
                did_you_mean(typed, names.iter().cloned())
            ),
            format!("It has: {}.", names.join(", ")),
        )
    })
}

/// An exercise's name says enough where only one lesson has it. `unknown`: what to say if none has.
fn exercise_alone<'c>(
    course: &'c Course,
    typed: &str,
    unknown: Trouble,
) -> Result<Chosen<'c>, Trouble> {
    let wanted = without_ending(typed);
    let lessons = course.lessons.iter();
    let found: Vec<_> = lessons
        .filter_map(|lesson| Some((lesson, lesson.exercise(wanted)?)))
        .collect();
    match &found[..] {
        [] => Err(unknown),
        [(lesson, exercise)] => Ok(Chosen {
            lesson,
            exercises: vec![*exercise],
            by_name: true,
        }),
        [(first, _), ..] => {
            let names: Vec<_> = found.iter().map(|(lesson, _)| lesson.package()).collect();
            Err(Trouble::usage(
                format!(
                    "More than one lesson has an exercise `{wanted}`: {}.",
                    names.join(", ")
                ),
                format!(
                    "Name the lesson as well, as in `{} {wanted}`.",
                    first.package()
                ),
            ))
        }
    }
}

/// A file's name may stand for its exercise.
fn without_ending(typed: &str) -> &str {
    typed.strip_suffix(".rs").unwrap_or(typed)
}

/// ` Did you mean …?`, or nothing if nothing is near.
pub fn did_you_mean(typed: &str, candidates: impl IntoIterator<Item = String>) -> String {
    let near = candidates
        .into_iter()
        .map(|candidate| {
            (
                strsim::jaro_winkler(&typed.to_lowercase(), &candidate),
                candidate,
            )
        })
        .filter(|(nearness, _)| *nearness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    near.map_or(String::new(), |(_, name)| {
        format!(" Did you mean `{name}`?")
    })
}

fn folder_name(lesson: &Lesson) -> String {
    let name = lesson.folder.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn suffix(lesson: &Lesson) -> String {
    let name = folder_name(lesson);
    name.split_once('-')
        .map_or(String::new(), |it| it.1.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{chosen, lesson};
    use crate::{cli::Target, course::Course, sample, trouble::Trouble};

    #[test]
    fn a_lesson_has_many_names() {
        let course = sample::course();
        for typed in [
            "lesson02",
            "02",
            "2",
            "Lesson2",
            "lesson02-locks",
            "locks",
            "lessons/lesson02-locks/",
        ] {
            assert_eq!(lesson(&course, typed).unwrap().number, "02", "{typed}");
        }
    }

    #[test]
    fn an_unknown_lesson_is_answered_with_those_there_are() {
        let trouble = lesson(&sample::course(), "lock").unwrap_err();
        assert_eq!(
            trouble.says,
            "There is no lesson `lock`. Did you mean `locks`?"
        );
        assert_eq!(trouble.next, "There are: lesson01, lesson02.");
        let trouble = lesson(&sample::course(), "12").unwrap_err();
        assert_eq!(trouble.says, "There is no lesson `12`.");
    }

    #[test]
    fn an_exercise_that_two_lessons_have_needs_its_lesson() {
        let mut course = sample::course();
        let both = course.lessons[0].exercises[0].clone();
        let named = |course: &Course, typed: &str| {
            let target = Target {
                lesson: Some(typed.into()),
                exercise: None,
            };
            let chosen = chosen(course, &target)?;
            Ok::<_, Trouble>((chosen[0].lesson.number.clone(), chosen[0].by_name))
        };
        for typed in ["both", "both.rs"] {
            assert_eq!(named(&course, typed), Ok(("01".into(), true)), "{typed}");
        }
        course.lessons[1].exercises.push(both);
        let trouble = named(&course, "both.rs").unwrap_err();
        assert_eq!(
            trouble.says,
            "More than one lesson has an exercise `both`: lesson01, lesson02."
        );
        assert_eq!(
            trouble.next,
            "Name the lesson as well, as in `lesson01 both`."
        );
    }

    #[test]
    fn a_target_is_a_lesson_an_exercise_or_everything() {
        let course = sample::course();
        let names = |lesson: Option<&str>, exercise: Option<&str>| {
            let target = Target {
                lesson: lesson.map(Into::into),
                exercise: exercise.map(Into::into),
            };
            chosen(&course, &target).map(|all| {
                let names = all
                    .iter()
                    .flat_map(|it| &it.exercises)
                    .map(|it| it.name.clone());
                names.collect::<Vec<_>>()
            })
        };
        assert_eq!(names(None, None).unwrap(), ["both", "outcomes", "bank"]);
        assert_eq!(names(Some("1"), None).unwrap(), ["both", "outcomes"]);
        assert_eq!(names(Some("1"), Some("outcomes")).unwrap(), ["outcomes"]);
        assert_eq!(names(Some("bank"), None).unwrap(), ["bank"]);
        let trouble = names(Some("2"), Some("bnak")).unwrap_err();
        assert_eq!(
            trouble.says,
            "lesson02 has no exercise `bnak`. Did you mean `bank`?"
        );
        assert_eq!(trouble.next, "It has: bank.");
    }
}
