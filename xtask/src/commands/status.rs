//! `cargo xtask status`: the picture of what is done.

use super::Answer;
use crate::{
    course::Course,
    render::status::{self, Row},
    session::{Session, now},
    standing::Standing,
    trouble::Trouble,
};

pub(super) fn run(course: &Course) -> Result<Answer, Trouble> {
    let session = Session::open(course)?;
    let row = |(lesson, exercise)| {
        let standing = Standing::of(&session, lesson, exercise);
        (lesson, exercise, standing)
    };
    let rows: Vec<Row<'_>> = course.exercises().map(row).collect();
    Ok(Answer {
        fields: status::fields(course, &rows),
        notes: session.notes,
        ..Answer::done(status::status(course, &rows, now()))
    })
}
