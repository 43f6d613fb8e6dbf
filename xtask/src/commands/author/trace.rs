//! `cargo xtask author trace`: records rounds of work whose true speedup is known.
//!
//! The decisions of the speed stage are tested on such recordings (`xtask/src/speed/traces`), made under all kinds of load.

use std::{fs::OpenOptions, io::Write, path::Path};

use super::{Answer, World};
use crate::{
    course::Course,
    judge::Bench,
    progress::{News, events_of},
    run::Next,
    speed::KNOWN,
    trouble::Trouble,
};

pub(super) fn run(
    course: &Course,
    world: World<'_>,
    file: &Path,
    rounds: u64,
    say: &mut dyn FnMut(News),
) -> Result<Answer, Trouble> {
    let bench = Bench::of_kit(course, &mut events_of("", say))?;
    let path = world.folder.join(file);
    for (test, truth) in KNOWN {
        let mut lines = format!("# true speedup {truth}: {test}\n");
        let mut left = rounds;
        bench.run(&["measure", test], &mut |what, numbers| {
            if what != "round" {
                return Next::GoOn;
            }
            say(News {
                text: format!("{test}: {left} rounds left"),
                slow: false,
            });
            let numbers: Vec<String> = numbers.iter().map(u64::to_string).collect();
            lines.push_str(&format!("{}\n", numbers.join(" ")));
            left -= 1;
            if left == 0 { Next::Stop } else { Next::GoOn }
        })?;
        // Each series at once: who stops the recording keeps what there is.
        let written = OpenOptions::new().create(true).append(true).open(&path);
        written
            .and_then(|mut file| file.write_all(lines.as_bytes()))
            .map_err(|error| Trouble::unwritable(&path, &error))?;
    }
    let text = format!(
        "{} series of {rounds} rounds are added to {}.\n",
        KNOWN.len(),
        file.display()
    );
    Ok(Answer {
        fields: vec![
            ("file", path.display().to_string().into()),
            ("series", KNOWN.len().into()),
            ("rounds", rounds.into()),
        ],
        ..Answer::done(text)
    })
}
