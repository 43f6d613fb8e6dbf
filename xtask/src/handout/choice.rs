//! What a teacher chooses to hand out.

use crate::{
    choose,
    course::{Course, Lesson},
    trouble::Trouble,
};

/// What goes into a hand-out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// As it was typed, `1-4,7`; every lesson, also those to come, without it.
    pub lessons: Option<String>,
    /// Whether solutions, mistakes and the authors' files go along.
    pub with_solutions: bool,
}

impl Choice {
    /// The lessons that are meant, in the course's order.
    ///
    /// # Errors
    ///
    /// If there is no such lesson, or the text is no list of them.
    pub fn lessons<'c>(&self, course: &'c Course) -> Result<Vec<&'c Lesson>, Trouble> {
        let Some(typed) = &self.lessons else {
            return Ok(course.lessons.iter().collect());
        };
        let mut wanted = Vec::new();
        for part in typed.split(',').map(str::trim) {
            match part.split_once("..").or_else(|| range(part)) {
                Some((from, to)) => {
                    let (from, to) = (number(course, from)?, number(course, to)?);
                    if from > to {
                        return Err(Trouble::usage(
                            format!("`{part}` ends before it begins."),
                            "Write it as in `--lessons 1-4`.",
                        ));
                    }
                    let inside = |lesson: &&Lesson| {
                        (from.as_str()..=to.as_str()).contains(&lesson.number.as_str())
                    };
                    wanted.extend(course.lessons.iter().filter(inside));
                }
                None => wanted.push(choose::lesson(course, part)?),
            }
        }
        wanted.sort_by(|a, b| a.number.cmp(&b.number));
        wanted.dedup_by(|a, b| a.number == b.number);
        Ok(wanted)
    }
}

/// `1-4`, but not `lesson02-locks`.
fn range(part: &str) -> Option<(&str, &str)> {
    let (from, to) = part.split_once('-')?;
    let ends = [from, to].map(|end| end.trim().trim_start_matches("lesson"));
    let numbers = ends
        .iter()
        .all(|end| !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_digit()));
    numbers.then_some((from.trim(), to.trim()))
}

fn number(course: &Course, typed: &str) -> Result<String, Trouble> {
    choose::lesson(course, typed.trim()).map(|lesson| lesson.number.clone())
}

#[cfg(test)]
mod tests {
    use super::Choice;
    use crate::sample;

    fn chosen(typed: Option<&str>) -> Result<Vec<String>, String> {
        let course = sample::course();
        let choice = Choice {
            lessons: typed.map(Into::into),
            with_solutions: false,
        };
        let numbers = |lessons: Vec<&crate::course::Lesson>| {
            lessons.iter().map(|it| it.number.clone()).collect()
        };
        choice
            .lessons(&course)
            .map(numbers)
            .map_err(|trouble| trouble.says)
    }

    #[test]
    fn lessons_are_a_list_of_names_and_ranges() {
        let both = Ok(vec!["01".to_owned(), "02".to_owned()]);
        for typed in [
            None,
            Some("1-2"),
            Some("2, 1"),
            Some("lesson01,locks"),
            Some("1..2,2"),
        ] {
            assert_eq!(chosen(typed), both, "{typed:?}");
        }
        assert_eq!(chosen(Some("lesson02-locks")), Ok(vec!["02".to_owned()]));
        assert!(chosen(Some("1-9")).unwrap_err().contains("no lesson `9`"));
        assert!(chosen(Some("2-1")).unwrap_err().contains("ends before"));
        assert!(chosen(Some("")).is_err());
    }
}
