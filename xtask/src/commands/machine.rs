//! `cargo xtask machine`: what this computer can do.

use super::Answer;
use crate::{
    course::Course,
    judge::Bench,
    progress::{News, news},
    render::machine,
    run::Next,
    speed::Readings,
    trouble::Trouble,
};

pub(super) fn run(
    course: &Course,
    json: bool,
    say: &mut dyn FnMut(News),
) -> Result<Answer, Trouble> {
    let mut events = |event| say_event(say, &event);
    let bench = Bench::of_kit(course, &mut events)?;
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
    Ok(Answer::done(match json {
        true => machine::json(&measured),
        false => machine::machine(&measured),
    }))
}

fn say_event(say: &mut dyn FnMut(News), event: &crate::judge::Event) {
    if let Some(news) = news("", event) {
        say(news);
    }
}
