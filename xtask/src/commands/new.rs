//! `cargo xtask author new`: begins a lesson.
use super::Answer;
use crate::{course::Course, trouble::Trouble};
pub(super) fn run(_course: &Course, _number: &str, _name: &str) -> Result<Answer, Trouble> {
    Err(Trouble::usage("not there yet", "wait"))
}
