//! Decisions on recorded rounds whose truth is known.
//!
//! `traces/*.txt` were recorded by `cargo xtask author trace`: series of rounds, each with the speedup that its work has
//! by construction. A series is played from many of its rounds on, as if somebody had asked then; the plays share rounds, so
//! they are not independent.

use super::{Answer, Round, Walk, walk::CALM};

/// The limit of the speed stage, in nanoseconds.
const LIMIT: u64 = 3_000_000_000;

const THRESHOLD: f64 = 1.5;

/// What the machine was like while this was recorded is known only from the rounds themselves.
struct Recording {
    name: &'static str,
    /// Of a hundred plays, so many come to an answer at least.
    decided: usize,
    text: &'static str,
}

const RECORDINGS: &[Recording] = &[
    // Hardly anything else ran on this machine, and mostly its host gave it what it asked for.
    Recording {
        name: "shared",
        decided: 60,
        text: include_str!("traces/shared.txt"),
    },
    // Nothing else ran on this machine, but its two cores gave 1.6 to 1.8: its host had more to do.
    Recording {
        name: "busy host",
        decided: 15,
        text: include_str!("traces/busy_host.txt"),
    },
    // More threads than cores, all the time: nobody can tell.
    Recording {
        name: "crowd",
        decided: 0,
        text: include_str!("traces/crowd.txt"),
    },
];

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

/// The answer of somebody who asked before this round; `None` if time was over first. A recording that is shorter than that
/// begins anew.
fn asked(rounds: &[Round], from: usize) -> Option<Answer> {
    let mut walk = Walk::new(2, THRESHOLD);
    let mut time = 0;
    for round in rounds.iter().cycle().skip(from) {
        let answer = walk.take(round);
        time += round.wall();
        if answer.is_some() || time > LIMIT {
            return answer;
        }
    }
    None
}

/// What many plays came to.
#[derive(Debug, Default)]
struct Plays {
    all: usize,
    untold: usize,
    wrong: Vec<(f64, usize, Answer)>,
}

impl Plays {
    fn add(&mut self, truth: f64, rounds: &[Round]) {
        for from in 0..rounds.len() {
            self.all += 1;
            match asked(rounds, from) {
                None => self.untold += 1,
                Some(answer) if (answer == Answer::Yes) == (truth >= THRESHOLD) => {}
                Some(answer) => self.wrong.push((truth, from, answer)),
            }
        }
    }
}

#[test]
fn no_recorded_machine_makes_a_wrong_answer() {
    for recording in RECORDINGS {
        let mut plays = Plays::default();
        for series in series(recording.text) {
            plays.add(series.truth, &series.rounds);
        }
        println!("{}: {plays:?}", recording.name);
        let decided = (plays.all - plays.untold) * 100;
        assert!(plays.all >= 20, "{}: too few plays", recording.name);
        assert!(plays.wrong.is_empty(), "{}: {plays:?}", recording.name);
        assert!(
            decided >= recording.decided * plays.all,
            "{}: {plays:?}",
            recording.name
        );
    }
}

/// No machine that we could record was calm from the first round to the last, but many rounds were.
#[test]
fn recorded_rounds_that_were_calm_come_to_an_answer() {
    let mut plays = Plays::default();
    for series in RECORDINGS.iter().flat_map(|it| series(it.text)) {
        let one = series.rounds.iter().map(|round| round.one.wall).min();
        let one = one.expect("rounds") as f64;
        let calm = |round: &&Round| round.capacity(one) >= CALM;
        let calm: Vec<Round> = series.rounds.iter().filter(calm).copied().collect();
        plays.add(series.truth, &calm);
    }
    println!("calm rounds: {plays:?}");
    assert!(plays.all >= 30 && plays.wrong.is_empty(), "{plays:?}");
    assert!(plays.untold * 100 <= plays.all, "{plays:?}");
}
