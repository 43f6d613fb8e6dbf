//! The sequential decision: a walk that goes up with every hit and down with every miss on a calm machine.

use super::round::{Round, Span};

/// So many rounds one side must lead by. With 4, two in a hundred borderline programs got a wrong answer in recorded
/// rounds; with 7 it took half as long again and was no better.
pub const LEAD: i32 = 5;

/// The machine was calm if the calibrator got this share of the cores that were asked for.
pub(super) const CALM: f64 = 0.85;

/// One-thread times count at most so much of the shortest: a disturbed one must neither help the subject nor make the
/// machine look calm.
const DISTURBED: f64 = 1.05;

/// A subject that is so many times slower than it has to be needs no calm rounds beside its own: what would slow it down
/// like that would have shown just before or just after it. Each such round counts twice: three of them are a *no*.
const FAR: f64 = 2.5;

/// A subject that burns so many times what k free cores could give it in the time allowed misses on any machine.
/// Clocks and sibling hyperthreads changed processor times by 2.2 at most.
const PLAIN: f64 = 2.5;

/// The same, so far off that two rounds are enough.
const HOPELESS: f64 = 5.0;

/// Whether k workers are faster than one by the threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// They are.
    Yes,
    /// They are not, and the machine is not why.
    No,
}

/// Takes rounds until it knows.
#[derive(Clone, Debug)]
pub struct Walk {
    workers: usize,
    threshold: f64,
    raw: Vec<Round>,
    rounds: Vec<Judged>,
}

/// What a round came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// How many times as fast as the serial code the subject's was.
    pub speedup: f64,
    /// How many times as long as the calibrator's plain code one worker took, as far as it counts.
    pub alone: f64,
    /// How many times as long as all workers have computed together one worker took, as far as it counts; 0 where the
    /// system does not tell.
    pub together: f64,
    /// The share of the cores that the machine granted.
    pub capacity: f64,
    /// Whether it was enough, by the usual time of the serial code.
    pub hit: bool,
    /// Whether it was not, by the serial code's time in this round.
    pub miss: bool,
    /// Whether it was by far not enough.
    pub far: bool,
    /// Whether the machine was calm in this round.
    pub calm: bool,
    /// How many times the processor time that k free cores have in the time allowed the subject has burnt; 0
    /// where the system does not tell.
    pub waste: f64,
}

impl Walk {
    /// For a subject with this many workers that must be `threshold` times as fast as our serial code.
    pub fn new(workers: usize, threshold: f64) -> Self {
        Self {
            workers,
            threshold,
            raw: Vec::new(),
            rounds: Vec::new(),
        }
    }

    /// Takes one more round; returns the answer as soon as there is one.
    ///
    /// All rounds are looked at anew each time: which one-thread time is undisturbed shows only later.
    pub fn take(&mut self, round: &Round) -> Option<Answer> {
        self.raw.push(*round);
        let shortest = |time: fn(&Round) -> f64| self.raw.iter().map(time).fold(f64::MAX, f64::min);
        let (one, serial) = (DISTURBED * shortest(one), DISTURBED * shortest(serial));
        let judge = |round: &Round| self.judge(round, one, serial);
        let rounds: Vec<Option<Judged>> = self.raw.iter().map(judge).collect();
        let calm = |number: Option<usize>| {
            let round = number.and_then(|number| rounds.get(number)?.as_ref());
            round.is_some_and(|round| round.calm)
        };
        let mut place = 0;
        for (number, round) in rounds.iter().enumerate() {
            let Some(judged) = round else {
                continue;
            };
            place += match judged.waste {
                _ if judged.hit => 1,
                waste if waste >= HOPELESS => -3,
                waste if waste >= PLAIN => -1,
                _ if !judged.miss => 0,
                _ if judged.far && judged.calm => -2,
                _ if calm(number.checked_sub(1)) && judged.calm && calm(Some(number + 1)) => -1,
                _ => 0,
            };
        }
        self.rounds = rounds.into_iter().flatten().collect();
        match place {
            place if place >= LEAD => Some(Answer::Yes),
            place if place <= -LEAD => Some(Answer::No),
            _ => None,
        }
    }

    /// `None` for a throttled round. `usual_one` and `usual_serial` are the longest one-thread times that count.
    fn judge(&self, round: &Round, usual_one: f64, usual_serial: f64) -> Option<Judged> {
        if round.throttled {
            return None;
        }
        let wall = round.subject.wall as f64;
        let (now, usual) = (serial(round), serial(round).min(usual_serial));
        let capacity = round.capacity(one(round).min(usual_one));
        let burnt = round.subject.cpu.unwrap_or(0) as f64;
        Some(Judged {
            speedup: usual / wall,
            alone: now / one(round),
            together: round.subject.cpu.map_or(0.0, |cpu| now / cpu as f64),
            capacity,
            hit: usual / wall >= self.threshold,
            // In doubt for the subject: a clock that slowed down for both is no fault of it.
            miss: now / wall < self.threshold,
            far: now / wall * FAR < self.threshold,
            calm: capacity >= CALM,
            waste: burnt / (self.workers as f64 * now / self.threshold),
        })
    }

    /// The rounds that counted so far.
    pub fn rounds(&self) -> &[Judged] {
        &self.rounds
    }
}

/// Nanoseconds that one thread computed: what others do with the machine does not count, where the system tells.
fn one(round: &Round) -> f64 {
    alone(round.one)
}

fn serial(round: &Round) -> f64 {
    alone(round.serial)
}

fn alone(span: Span) -> f64 {
    span.cpu.unwrap_or(span.wall).min(span.wall).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::{Answer, Walk};
    use crate::speed::{Round, Span};

    /// Milliseconds of the serial code, the subject, and the calibrator on two threads (10 on one).
    fn round(serial: u64, subject: u64, many: u64) -> Round {
        let span = |milliseconds: u64, threads: u64| Span {
            wall: milliseconds * 1_000_000,
            cpu: Some(milliseconds * threads * 1_000_000),
        };
        Round {
            one: span(10, 1),
            serial: span(serial, 1),
            subject: Span {
                cpu: Some(serial * 1_000_000),
                ..span(subject, 1)
            },
            before: span(many, 2),
            after: span(many, 2),
            throttled: false,
        }
    }

    /// The answer, and after how many rounds.
    fn answer(rounds: impl IntoIterator<Item = Round>) -> Option<(Answer, usize)> {
        let mut walk = Walk::new(2, 1.5);
        let mut rounds = rounds.into_iter().enumerate();
        rounds.find_map(|(number, round)| Some((walk.take(&round)?, number + 1)))
    }

    #[test]
    fn five_hits_are_a_yes_whatever_the_machine_is_like() {
        assert_eq!(
            answer((0..9).map(|_| round(40, 21, 10))),
            Some((Answer::Yes, 5))
        );
        assert_eq!(
            answer((0..9).map(|_| round(40, 26, 20))),
            Some((Answer::Yes, 5))
        );
    }

    #[test]
    fn a_miss_needs_a_calm_round_before_and_after_it() {
        assert_eq!(
            answer((0..9).map(|_| round(40, 31, 10))),
            Some((Answer::No, 7))
        );
        assert_eq!(answer((0..99).map(|_| round(40, 31, 20))), None, "one core");
        let every_other =
            (0..99).map(|number| round(40, 31, if number % 2 == 0 { 10 } else { 20 }));
        assert_eq!(
            answer(every_other),
            None,
            "no calm round has calm neighbours"
        );
    }

    #[test]
    fn who_is_far_too_slow_needs_three_calm_rounds() {
        assert_eq!(
            answer((0..9).map(|_| round(40, 70, 10))),
            Some((Answer::No, 3))
        );
        assert_eq!(answer((0..99).map(|_| round(40, 70, 20))), None, "one core");
        assert_eq!(
            answer((0..9).map(|_| round(40, 60, 10))),
            Some((Answer::No, 7)),
            "not that far"
        );
    }

    #[test]
    fn a_disturbed_serial_run_helps_nobody() {
        let rounds = (0..9).map(|number| round(if number % 3 == 2 { 80 } else { 40 }, 31, 10));
        assert_eq!(answer(rounds), Some((Answer::No, 9)));
    }

    #[test]
    fn who_burns_far_too_much_misses_on_any_machine() {
        let burns = |times: u64| {
            let mut round = round(40, 500, 40);
            round.subject.cpu = Some(times * 40 * 1_000_000);
            round
        };
        assert_eq!(answer((0..9).map(|_| burns(3))), None);
        assert_eq!(answer((0..9).map(|_| burns(4))), Some((Answer::No, 5)));
        assert_eq!(answer((0..9).map(|_| burns(7))), Some((Answer::No, 2)));
    }

    #[test]
    fn a_throttled_round_says_nothing() {
        let throttled = Round {
            throttled: true,
            ..round(40, 31, 10)
        };
        let rounds = (0..60).map(|number| {
            if number % 3 == 0 {
                throttled
            } else {
                round(40, 31, 10)
            }
        });
        assert_eq!(answer(rounds), None);
    }

    #[test]
    fn without_processor_times_the_wall_clock_has_to_do() {
        let blind = |subject| {
            let mut round = round(40, subject, 10);
            for span in [
                &mut round.one,
                &mut round.serial,
                &mut round.subject,
                &mut round.before,
                &mut round.after,
            ] {
                span.cpu = None;
            }
            round
        };
        assert_eq!(answer((0..9).map(|_| blind(21))), Some((Answer::Yes, 5)));
        assert_eq!(answer((0..9).map(|_| blind(31))), Some((Answer::No, 7)));
    }
}
