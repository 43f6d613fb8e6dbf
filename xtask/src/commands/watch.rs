//! `cargo xtask watch`: judges on save, all day.

use std::{env, time::Duration};

use super::World;
use crate::{
    choose::{self, Chosen},
    cli::{Target, Watch as Asked},
    course::Course,
    exit::Exit,
    trouble::Trouble,
    watch::{self, Watch, screen::Show},
};

/// How long between two looks at the files, unless somebody says otherwise.
const EVERY: Duration = Duration::from_millis(100);

/// Watches until somebody ends it; `show` writes to the terminal.
///
/// # Errors
///
/// If there is nothing to watch.
pub fn run(
    asked: &Asked,
    world: World<'_>,
    show: &mut dyn FnMut(Show<'_>),
) -> Result<Exit, Trouble> {
    let course = Course::find(world.folder)?;
    let target = Target {
        lesson: asked.lesson.clone(),
        exercise: None,
    };
    let chosen = choose::chosen(&course, &target)?;
    let exercises: Vec<_> = chosen.iter().flat_map(Chosen::each).collect();
    if exercises.is_empty() {
        return Err(Trouble::course(
            "There is no exercise to watch.",
            "Bring the course back with `git checkout -- lessons`.",
        ));
    }
    let every = asked.poll.map(Duration::from_millis);
    let watch = Watch {
        exercises: &exercises,
        every: every.unwrap_or(EVERY),
        attended: world.terminal && env::var_os("TERM").is_none_or(|term| term != "dumb"),
        colour: world.colour,
    };
    watch::watch(&course, watch, show)
}
