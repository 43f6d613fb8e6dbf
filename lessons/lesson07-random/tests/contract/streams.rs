use ::lesson07::streams;
use ::rand::{Rng, SeedableRng};
use ::rand_xoshiro::Xoshiro256PlusPlus;

const SEED: u64 = 2026;

/// The first numbers of a stream.
fn beginning(stream: &Xoshiro256PlusPlus, count: usize) -> Vec<u64> {
    let mut stream = stream.clone();
    (0..count).map(|_| stream.next_u64()).collect()
}

/// All pairs of numbers below `count`, the smaller one first.
fn pairs(count: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..count).flat_map(move |later| (0..later).map(move |earlier| (earlier, later)))
}

#[test]
fn t1_there_are_as_many_streams_as_asked_for() {
    let _case = ::kit::case!();
    for count in [5, 2, 1, 0, 100] {
        let made = streams(SEED, count).len();
        assert!(
            made == count,
            "`streams({SEED}, {count})` has to make {count} of them; it made {made}. \
             Hint: how often does your loop push, and is the first one among them?"
        );
    }
}

#[test]
fn t2_the_same_seed_gives_the_same_streams() {
    let _case = ::kit::case!();
    let (once, again) = (streams(SEED, 3), streams(SEED, 3));
    for number in 0..3 {
        assert!(
            once[number] == again[number],
            "`streams({SEED}, 3)` was called twice, and stream {number} begins with another number each time. \
             Hint: what besides the seed goes into your generators?"
        );
    }
}

#[test]
fn t3_no_two_streams_are_the_same() {
    let _case = ::kit::case!();
    let all = streams(SEED, 8);
    for (earlier, later) in pairs(8) {
        assert!(
            all[earlier] != all[later],
            "8 streams from seed {SEED}: number {earlier} and number {later} are the same, so they give the same numbers for \
             ever, beginning with {}. Hint: what makes one of your generators differ from the one before it?",
            beginning(&all[later], 1)[0]
        );
    }
}

#[test]
fn t4_no_stream_runs_into_another_one() {
    let _case = ::kit::case!();
    const NUMBERS: usize = 10_000;
    let all = streams(SEED, 8);
    let numbers: Vec<_> = all.iter().map(|one| beginning(one, NUMBERS)).collect();
    for (earlier, later) in pairs(8) {
        for (from, into) in [(earlier, later), (later, earlier)] {
            let met = numbers[from]
                .windows(4)
                .position(|four| four == &numbers[into][..4]);
            assert!(
                met.is_none(),
                "8 streams from seed {SEED}, {NUMBERS} numbers of each: number {} of stream {from}, counted from 0, is where stream {into} \
                 begins, and from there on both give the same numbers. \
                 Hint: how many numbers lie between the beginnings of two streams?",
                met.unwrap_or_default()
            );
        }
    }
}

/// Of two streams that have nothing to do with one another, half of all bits agree: 512 of 1024, give or take 16.
/// Among all pairs of 64 streams, one that is 120 off comes up with one seed in a billion.
#[test]
fn t5_no_two_streams_move_together() {
    let _case = ::kit::case!();
    for seed in [7, SEED] {
        let all = streams(seed, 64);
        let numbers: Vec<_> = all.iter().map(|one| beginning(one, 16)).collect();
        let agree = |(earlier, later): (usize, usize)| -> u32 {
            let both = numbers[earlier].iter().zip(&numbers[later]);
            both.map(|(a, b)| (a ^ b).count_zeros()).sum()
        };
        let worst = pairs(64).max_by_key(|pair| agree(*pair).abs_diff(512));
        let (earlier, later) = worst.unwrap_or((0, 0));
        let agree = agree((earlier, later));
        assert!(
            agree.abs_diff(512) <= 120,
            "64 streams from seed {seed}, the first 16 numbers of each: stream {earlier} and stream {later} agree in {agree} of 1024 \
             bits. If they had nothing to do with one another, it would be about 512; one seed in a billion has a pair \
             that is 120 off. Hint: which bits of your generators' states are the same?"
        );
    }
}

#[test]
fn t6_another_seed_gives_other_streams() {
    let _case = ::kit::case!();
    const COUNT: usize = 8;
    let seeds = [SEED, SEED + 1, SEED ^ 2, SEED + COUNT as u64 - 1, 0, 1];
    for (earlier, later) in pairs(seeds.len()) {
        let [one, other] = [seeds[earlier], seeds[later]];
        let (ones, others) = (streams(one, COUNT), streams(other, COUNT));
        assert!(
            ones != others,
            "{COUNT} streams each from the seeds {one} and {other}: they are all the same. Hint: what do you do with `seed`?"
        );
        for (number, stream) in ones.iter().enumerate() {
            let same = others.iter().position(|other| other == stream);
            assert!(
                same.is_none(),
                "{COUNT} streams each from the seeds {one} and {other}: stream {number} of the first seed is stream {} of the second, \
                 so an experiment with the one repeats numbers of an experiment with the other. \
                 Hint: how do you make one number from a seed and the number of a stream?",
                same.unwrap_or_default()
            );
        }
    }
}

#[test]
fn t7_the_first_stream_begins_at_the_seed() {
    let _case = ::kit::case!();
    for seed in [0, 1, SEED, u64::MAX] {
        let expected = Xoshiro256PlusPlus::seed_from_u64(seed);
        let first = &streams(seed, 2)[0];
        assert!(
            *first == expected,
            "stream 0 from seed {seed} begins with {}; `Xoshiro256PlusPlus::seed_from_u64({seed})` begins with {}. \
             Hint: what do you do first, keep the generator or move on?",
            beginning(first, 1)[0],
            beginning(&expected, 1)[0]
        );
    }
}

#[test]
fn t8_each_stream_begins_2_to_the_128_numbers_after_the_one_before() {
    let _case = ::kit::case!();
    for (seed, count) in [(0, 3), (SEED, 300), (u64::MAX, 3)] {
        let all = streams(seed, count);
        for number in 1..count {
            let mut expected = all[number - 1].clone();
            expected.jump();
            assert!(
                all[number] == expected,
                "{count} streams from seed {seed}: 2^128 numbers after the beginning of stream {}, the next number is {}; stream \
                 {number} begins with {}. Hint: how far apart are your streams, and who can say that they never meet?",
                number - 1,
                beginning(&expected, 1)[0],
                beginning(&all[number], 1)[0]
            );
        }
    }
}
