//! Decisions on recorded rounds whose truth is known.
//!
//! `traces/*.txt` were recorded by `cargo xtask author trace`: series of rounds, each with the speedup that its work has
//! by construction. A series is played from many of its rounds on, as if somebody had asked then; the plays share rounds, so
//! they are not independent.

use super::{Answer, Round, Walk};

/// The limit of the speed stage, in nanoseconds.
const LIMIT: u64 = 3_000_000_000;

const THRESHOLD: f64 = 1.5;

/// Others used the machine as well while this was recorded, or nobody did.
struct Recording {
    name: &'static str,
    calm: bool,
    text: &'static str,
}

const RECORDINGS: &[Recording] = &[Recording {
    name: "crowd",
    calm: false,
    text: include_str!("traces/crowd.txt"),
}];

struct Series {
    truth: f64,
    rounds: Vec<Round>,
}

fn series(text: &str) -> Vec<Series> {
    let mut all: Vec<Series> = Vec::new();
    for line in text.lines() {
        if let Some(about) = line.strip_prefix("# true speedup ") {
            let truth = about.split(':').next().and_then(|it| it.parse().ok());
            all.push(Series {
                truth: truth.expect("a speedup"),
                rounds: Vec::new(),
            });
        } else if !line.starts_with('#') {
            let numbers: Vec<u64> = line
                .split(' ')
                .map(|number| number.parse().expect("a number"))
                .collect();
            let round = Round::from_numbers(&numbers).expect("a round");
            all.last_mut().expect("a head").rounds.push(round);
        }
    }
    all
}

/// The answer of somebody who asked before this round; `None` if time was over first, or the recording was.
fn asked(rounds: &[Round], from: usize) -> (Option<Answer>, bool) {
    let mut walk = Walk::new(2, THRESHOLD);
    let mut time = 0;
    for round in rounds.iter().cycle().skip(from).take(rounds.len()) {
        if let Some(answer) = walk.take(round) {
            return (Some(answer), true);
        }
        time += round.wall();
        if time > LIMIT {
            return (None, true);
        }
    }
    (None, false)
}

#[test]
fn no_recorded_machine_makes_a_wrong_answer() {
    for recording in RECORDINGS {
        let (mut plays, mut wrong, mut untold) = (0, Vec::new(), 0);
        for series in series(recording.text) {
            for from in 0..series.rounds.len() {
                let (answer, complete) = asked(&series.rounds, from);
                if !complete {
                    continue;
                }
                plays += 1;
                match answer {
                    None => untold += 1,
                    Some(answer) if (answer == Answer::Yes) == (series.truth >= THRESHOLD) => {}
                    Some(answer) => wrong.push((series.truth, from, answer)),
                }
            }
        }
        println!(
            "{}: {plays} plays, {} wrong, {untold} untold",
            recording.name,
            wrong.len()
        );
        assert!(plays >= 20, "{}: only {plays} plays", recording.name);
        assert!(wrong.is_empty(), "{}: {wrong:?}", recording.name);
        if recording.calm {
            assert!(
                untold * 100 <= plays,
                "{}: {untold} of {plays} plays came to no answer",
                recording.name
            );
        }
    }
}
