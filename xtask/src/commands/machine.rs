//! `cargo xtask machine`: what this computer can do.

use super::Answer;
use crate::{
    course::Course,
    judge::Bench,
    progress::{News, events_of_kit},
    render::machine,
    run::Next,
    speed::Readings,
    trouble::Trouble,
};

pub(super) fn run(course: &Course, say: &mut dyn FnMut(News)) -> Result<Answer, Trouble> {
    let bench = Bench::of_kit(course, &mut events_of_kit(say))?;
    let mut readings = Readings::default();
    bench.run(&["machine"], &mut |what, numbers| {
        say(News {
            text: format!("measuring this machine: {what}"),
            slow: false,
        });
        readings.take(what, numbers);
        Next::GoOn
    })?;
    let measured = readings.close();
    Ok(Answer {
        fields: machine::fields(&measured),
        ..Answer::done(machine::machine(&measured))
    })
}
