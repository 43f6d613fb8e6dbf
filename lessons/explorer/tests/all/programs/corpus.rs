//! Which random programs are compared.

use std::env;

use super::{
    Program,
    generate::{Kind, Random, program},
};

fn setting(name: &str, default: u64) -> u64 {
    env::var(name).map_or(default, |text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{name}={text} is no number"))
    })
}

/// What a comparison has come to.
pub(crate) enum Compared {
    Same,
    /// The same failure.
    SameFailure,
    /// One side had no time for all schedules.
    TooLarge,
}

/// Compares a part of `EXPLORER_PROGRAMS` programs (300 if it is not set), of the seeds from `EXPLORER_SEED` (1) on.
/// A comparison that finds a difference panics; the last seed printed is its own.
pub(crate) fn compare(
    kind: Kind,
    part: u64,
    mut one: impl FnMut(&Program, &mut Random) -> Compared,
) {
    let programs = setting("EXPLORER_PROGRAMS", 300) / part;
    let first = setting("EXPLORER_SEED", 1);
    let (mut same, mut failures, mut too_large) = (0, 0, 0);
    for seed in first..first + programs {
        let mut random = Random::new(seed);
        let program = program(&mut random, kind);
        println!("seed {seed}: {program:?}");
        match one(&program, &mut random) {
            Compared::Same => same += 1,
            Compared::SameFailure => failures += 1,
            Compared::TooLarge => too_large += 1,
        }
    }
    println!(
        "{kind:?}, seeds from {first}: {programs} programs, {same} with the same answers, {failures} with the same \
         failure, {too_large} too large"
    );
    assert!(
        too_large * 4 <= programs,
        "most programs must be small enough"
    );
}
