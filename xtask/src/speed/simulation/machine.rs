//! A machine by values: what happens to a round when others use the machine as well.
//!
//! The state of the machine changes at random moments; a measurement that is under way then is disturbed in
//! part, as it really is. So a calm calibrator may stand beside a disturbed run, and the other way round.

use crate::speed::{Round, Span};

pub(super) const MS: f64 = 1e6;

/// What disturbs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noise {
    /// Nothing but jitter of some per cent, and now and then an interrupt.
    Calm,
    /// Somebody takes a core for some time, again and again.
    Neighbour,
    /// For some time both threads are put on one core, also when nobody else is there.
    OneCore,
    /// The clock drifts by up to 2.2, in slow waves and in jumps.
    Clock,
    /// The host gives two cores the power of 1.2 for some time.
    Siblings,
    /// More threads than cores, all the time.
    Crowd,
}

/// A small generator of random numbers with a fixed seed. Source: G. Marsaglia, "Xorshift RNGs", 2003.
struct Random(u64);

impl Random {
    /// From 0 to 1.
    fn unit(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    /// With this mean, and no memory.
    fn exponential(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.unit()).ln()
    }
}

/// What the machine gives at a moment.
#[derive(Clone, Copy)]
struct State {
    /// Cores for two threads that both compute.
    pair: f64,
    /// Cores for one thread that computes alone.
    single: f64,
    /// How long a unit of work takes.
    slowness: f64,
    /// How much longer yet when two threads compute: they share what looks like two cores.
    sharing: f64,
}

pub(super) struct Machine {
    noise: Noise,
    random: Random,
    /// Nanoseconds since its start.
    pub(super) now: f64,
    state: State,
    until: f64,
    phase: f64,
}

const FREE: State = State {
    pair: 2.0,
    single: 1.0,
    slowness: 1.0,
    sharing: 1.0,
};

impl Machine {
    pub(super) fn new(noise: Noise, seed: u64) -> Self {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for _ in 0..8 {
            random.unit();
        }
        let phase = random.unit();
        Self {
            noise,
            random,
            now: 0.0,
            state: FREE,
            until: 0.0,
            phase,
        }
    }

    fn next_state(&mut self) {
        let calm = self.state.pair == 2.0 && self.state.sharing == 1.0;
        let random = &mut self.random;
        // Mostly of the order of a round, so that many states change in the middle of one.
        let mean = if random.unit() < 0.5 { 30.0 } else { 300.0 };
        let mut last = random.exponential(mean * MS);
        self.state = FREE;
        match self.noise {
            Noise::Calm => {}
            Noise::Neighbour if calm => {
                self.state.pair = 1.0 + 0.5 * random.unit();
                self.state.single = if random.unit() < 0.2 { 0.5 } else { 1.0 };
            }
            Noise::OneCore if calm => self.state.pair = 1.0,
            Noise::Siblings if calm => self.state.sharing = 2.0 / 1.2,
            Noise::Clock => {
                last = random.exponential(60.0 * MS);
                let wave = 0.3 * (self.now / (900.0 * MS) + self.phase * 6.3).sin();
                let jump = if random.unit() < 0.1 { 1.7 } else { 1.0 };
                self.state.slowness = (1.0 + wave) * jump;
            }
            Noise::Crowd => {
                self.state.pair = 0.4 + 0.9 * random.unit();
                self.state.single = (0.4 + 0.6 * random.unit()).min(self.state.pair);
            }
            _ => {}
        }
        self.until = self.now + last;
    }

    /// Lets one or two threads compute until `work` (nanoseconds on one free core) is done together.
    fn compute(&mut self, work: f64, threads: u32) -> Span {
        let jitter = 1.0 + 0.02 * (self.random.unit() - 0.5);
        let interrupt = if self.random.unit() < 0.02 {
            2.0 * MS
        } else {
            0.0
        };
        let (mut left, mut wall, mut cpu) = (work * jitter, interrupt, 0.0);
        self.now += interrupt;
        while left >= 1.0 {
            if self.now >= self.until {
                self.next_state();
            }
            let state = self.state;
            let (cores, slowness) = match threads {
                1 => (state.single, state.slowness),
                _ => (state.pair, state.slowness * state.sharing),
            };
            let rate = cores / slowness;
            let step = (left / rate).min((self.until - self.now).max(1.0));
            left -= rate * step;
            wall += step;
            cpu += cores * step;
            self.now += step;
        }
        Span {
            wall: wall as u64,
            cpu: Some(cpu as u64),
        }
    }

    /// Work of which a share is done by one thread alone, for a speedup on two free cores.
    fn shared(&mut self, work: f64, speedup: f64) -> Span {
        let alone = 2.0 / speedup - 1.0;
        let first = self.compute(work * (1.0 - alone), 2);
        let second = if alone > 0.0 {
            self.compute(work * alone, 1)
        } else {
            Span::default()
        };
        Span {
            wall: first.wall + second.wall,
            cpu: Some(first.cpu.unwrap_or(0) + second.cpu.unwrap_or(0)),
        }
    }

    /// One round of the speed stage, with a subject of this true speedup that computes so many times as much as our
    /// serial code.
    pub(super) fn round(&mut self, number: usize, speedup: f64, overhead: f64) -> Round {
        let mut round = Round::default();
        let parallel_first = number % 2 == 1;
        for half in [parallel_first, !parallel_first] {
            if half {
                round.before = self.compute(20.0 * MS, 2);
                round.subject = self.shared(40.0 * MS * overhead, speedup);
                round.after = self.compute(20.0 * MS, 2);
            } else {
                round.one = self.compute(10.0 * MS, 1);
                round.serial = self.compute(40.0 * MS, 1);
            }
        }
        round
    }
}
