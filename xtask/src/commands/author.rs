//! What only authors do.

mod new;
mod opinion;
mod prove;
mod stubs;
mod trace;
mod verdicts;

use super::{Answer, World};
use crate::{cli::Author, course::Course, progress::News, trouble::Trouble};

pub(super) fn run(
    course: &Course,
    asked: &Author,
    world: World<'_>,
    say: &mut dyn FnMut(News),
) -> Result<Answer, Trouble> {
    match asked {
        Author::Stubs { lesson, check } => stubs::run(course, lesson.as_deref(), *check),
        Author::Prove(prove) => prove::run(course, prove, say),
        Author::Opinion { lesson, measure } => {
            opinion::run(course, lesson.as_deref(), *measure, say)
        }
        Author::Trace { file, rounds } => trace::run(course, world, file, *rounds, say),
        Author::Verdicts(asked) => verdicts::run(course, asked, say),
        Author::New { number, name } => new::run(course, number, name),
    }
}
