//! Decisions on simulated machines, where the truth is known.

mod machine;

use machine::{MS, Machine, Noise};

use super::{Answer, Walk};

const SERIES: u64 = 1_000;
const LIMIT: f64 = 3_000.0 * MS;
const THRESHOLD: f64 = 1.5;

/// True speedups on two free cores: what wrong code reaches, and what right code does.
const SPEEDUPS: [f64; 6] = [1.0, 1.15, 1.3, 1.8, 1.9, 2.0];

/// The same, near the threshold: nobody is promised an answer, but a wrong one would be no better for that.
const BORDERLINE: [f64; 3] = [1.43, 1.46, 1.6];

/// How much more than our serial code right code may have to compute, shared out evenly: what it burns is no reason to
/// call it slow, as long as it is fast enough.
const OVERHEADS: [f64; 3] = [1.0, 1.1, 1.15];

/// How many of the series came to a wrong answer, and how many to none. A series for each number, with one of these
/// speedups of work that takes so many times as long as ours.
fn wrong_and_undecided(
    noise: Noise,
    blind: bool,
    speedups: &[f64],
    overheads: &[f64],
) -> (u64, u64) {
    let (mut wrong, mut undecided) = (0, 0);
    for seed in 0..SERIES {
        let speedup = speedups[seed as usize % speedups.len()];
        let overhead = overheads[seed as usize / speedups.len() % overheads.len()];
        let mut machine = Machine::new(noise, seed + 1);
        let mut walk = Walk::new(2, THRESHOLD);
        let mut answer = None;
        for number in 0.. {
            if answer.is_some() || machine.now > LIMIT {
                break;
            }
            let mut round = machine.round(number, speedup, overhead);
            if blind {
                for span in [
                    &mut round.one,
                    &mut round.serial,
                    &mut round.before,
                    &mut round.subject,
                    &mut round.after,
                ] {
                    span.cpu = None;
                }
            }
            answer = walk.take(&round);
        }
        match answer {
            None => undecided += 1,
            Some(answer) => {
                let is_fast = speedup / overhead >= THRESHOLD;
                wrong += u64::from((answer == Answer::Yes) != is_fast);
            }
        }
    }
    (wrong, undecided)
}

#[test]
fn a_calm_machine_decides_and_is_right() {
    for blind in [false, true] {
        let (wrong, undecided) = wrong_and_undecided(Noise::Calm, blind, &SPEEDUPS, &[1.0]);
        assert_eq!(wrong, 0);
        assert!(
            undecided * 100 <= SERIES,
            "{undecided} of {SERIES} undecided"
        );
    }
}

const NOISES: [Noise; 6] = [
    Noise::Calm,
    Noise::Neighbour,
    Noise::OneCore,
    Noise::Clock,
    Noise::Siblings,
    Noise::Crowd,
];

/// Not more wrong answers than this under any noise: where the system tells processor times, and where it does not.
fn wrong_at_most(seen: u64, blindly: u64, speedups: &[f64], overheads: &[f64]) {
    for noise in NOISES {
        for (blind, most) in [(false, seen), (true, blindly)] {
            let (wrong, undecided) = wrong_and_undecided(noise, blind, speedups, overheads);
            println!("{noise:?}, blind {blind}: {wrong} wrong, {undecided} undecided of {SERIES}");
            assert!(wrong <= most, "{noise:?}, blind {blind}: {wrong} wrong");
        }
    }
}

#[test]
fn no_noise_makes_a_wrong_answer() {
    wrong_at_most(0, 0, &SPEEDUPS, &[1.0]);
}

/// Where the system tells no processor times, a neighbour cannot be told from slow code so near to the threshold:
/// one in a hundred may be wrong.
#[test]
fn near_the_threshold_no_answer_is_better_than_a_wrong_one() {
    wrong_at_most(0, SERIES / 100, &BORDERLINE, &[1.0]);
}

#[test]
fn who_computes_more_and_is_fast_all_the_same_is_not_called_slow() {
    wrong_at_most(0, 0, &[1.9, 2.0], &OVERHEADS);
}

/// Twice as much is shared out for nothing; six times as much is told at once, whoever else is there.
#[test]
fn who_computes_far_too_much_is_never_called_fast() {
    wrong_at_most(0, 0, &[1.9, 2.0], &[2.0, 3.0, 6.0]);
}
