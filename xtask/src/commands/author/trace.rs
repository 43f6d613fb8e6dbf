//! `cargo xtask author trace`: records rounds of work whose true speedup is known.
//!
//! The decisions of the speed stage are tested on such recordings (`xtask/src/speed/traces`), made under all kinds of load.

use std::{fs::OpenOptions, io::Write, path::Path};

use super::{Answer, World};
use crate::{
    course::Course,
    judge::Bench,
    progress::{News, events_of_kit},
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
    let bench = Bench::of_kit(course, &mut events_of_kit(say))?;
    let path = world.folder.join(file);
    for (test, truth) in KNOWN {
        let mut series = Series {
            lines: format!("# true speedup {truth}: {test}\n"),
            left: rounds,
        };
        bench.run(&["measure", test], &mut |what, numbers| {
            if what != "round" {
                return Next::GoOn;
            }
            say(News {
                text: format!("{test}: {} rounds left", series.left),
                slow: false,
            });
            series.take(numbers)
        })?;
        // Each series at once: who stops the recording keeps what there is.
        let written = OpenOptions::new().create(true).append(true).open(&path);
        written
            .and_then(|mut file| file.write_all(series.lines.as_bytes()))
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

/// The rounds of one piece of work, as lines.
struct Series {
    lines: String,
    /// How many are still wanted.
    left: u64,
}

impl Series {
    fn take(&mut self, numbers: &[u64]) -> Next {
        if self.left == 0 {
            return Next::Stop; // what was under way when it was stopped
        }
        let numbers: Vec<String> = numbers.iter().map(u64::to_string).collect();
        self.lines.push_str(&format!("{}\n", numbers.join(" ")));
        self.left -= 1;
        match self.left {
            0 => Next::Stop,
            _ => Next::GoOn,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Series;
    use crate::run::Next;

    #[test]
    fn a_round_that_comes_after_the_last_one_is_left_out() {
        let mut series = Series {
            lines: String::new(),
            left: 2,
        };
        let next = [[1, 2], [3, 4], [5, 6]].map(|numbers| series.take(&numbers));
        assert_eq!(next, [Next::GoOn, Next::Stop, Next::Stop]);
        assert_eq!(series.lines, "1 2\n3 4\n");
    }
}
