//! What is measured for "is it really faster?": the work that a lesson's `benches/speed.rs` describes.
//!
//! A [`Speed`] asserts nothing. It says what the work is: our own serial code, the subject's function, how many workers,
//! how many times as fast they must be. The runner starts the bench as a process of its own, gets raw times from it, and
//! decides; see `xtask/src/speed.rs`. [`main`] is the whole of such a bench:
//!
//! ```ignore
//! use std::process::ExitCode;
//!
//! use ::kit::speed::{Speed, main as measure};
//! use ::lesson01::sum_of_primes;
//!
//! fn main() -> ExitCode {
//!     measure(&[&Speed {
//!         test: "primes::t9_two_workers_are_much_faster_than_one",
//!         workers: 2,
//!         at_least: 1.5,
//!         smallest: 100_000,
//!         largest: 6_400_000,
//!         input: |limit, round| limit + round,
//!         serial: |&limit| plain_sum(limit),
//!         subject: |&limit, workers| sum_of_primes(limit, workers),
//!     }])
//! }
//! ```
//!
//! Under plain `cargo bench` it prints some rounds, and no verdict.

mod account;
mod by_hand;
mod calibrator;
mod clock;
mod curve;
mod machine;
mod measure;
mod processes;
mod quota;
mod rounds;
mod scaling;

use std::{cell::RefCell, env, hint::black_box, process::ExitCode, thread};

pub use calibrator::calibrate;
pub use clock::Span;
pub use processes::InProcesses;
pub use scaling::Scaling;

/// The work of one exercise: what is compared with what.
pub struct Speed<I, R> {
    /// The promise, as a test's path: `primes::t9_two_workers_are_much_faster_than_one`.
    pub test: &'static str,
    /// How many workers the subject gets; 1 for work that is not shared out but compared with another way to do it. Where
    /// the machine has fewer cores, nothing can be told.
    pub workers: usize,
    /// How many times as fast as [`Self::serial`] the subject must be. Lies between what wrong code and what right code
    /// reach. Below 1, [`Self::serial`] is a plainer way, and how many times as long the subject takes is told.
    pub at_least: f64,
    /// The first size; it is doubled until the serial code takes 30 ms.
    pub smallest: u64,
    /// The last size that is tried.
    pub largest: u64,
    /// Makes the input of this size. Another one in each round, so that nothing is answered from memory. Not timed.
    pub input: fn(size: u64, round: u64) -> I,
    /// The course's own serial code. It calls nothing that a learner can slow down.
    pub serial: fn(&I) -> R,
    /// The subject's code, with so many workers.
    pub subject: fn(&I, usize) -> R,
}

/// A [`Speed`] of any input and answer.
pub trait Case {
    /// The test's path.
    fn test(&self) -> &'static str;
    /// How many workers are asked for.
    fn workers(&self) -> usize;
    /// How many times as fast it must be.
    fn at_least(&self) -> f64;
    /// The first and the last size.
    fn sizes(&self) -> (u64, u64);
    /// Whether the subject is compared with itself on one worker, not with our serial code.
    fn is_compared_with_itself(&self) -> bool {
        false
    }
    /// Whether processes do the work: then threads do not show where the time goes.
    fn works_in_processes(&self) -> bool {
        false
    }
    /// The input of a round.
    fn prepare<'a>(&'a self, size: u64, round: u64) -> Box<dyn Prepared + 'a>;
}

/// An input, ready to be worked on.
pub trait Prepared {
    /// Times our serial code.
    ///
    /// # Panics
    ///
    /// Panics if the subject's code has given another answer.
    fn serial(&self) -> Span;
    /// Times, on one thread, the work that [`Self::many`] does on many; `None` if that is what [`Self::serial`] does.
    fn plain(&self) -> Option<Span> {
        None
    }
    /// Times the calibrator on one thread, and what the subject is compared with. They are one measurement, told twice,
    /// where the calibrator is our serial code.
    fn alone(&self) -> [Span; 2] {
        let (plain, serial) = (self.plain(), self.serial());
        [plain.unwrap_or(serial), serial]
    }
    /// Times the subject's code.
    ///
    /// # Panics
    ///
    /// Panics if our serial code has given another answer.
    fn subject(&self, workers: usize) -> Span;
    /// Times code of the course's own on so many threads at once, each with the whole input: what the machine can give at this
    /// moment to work of exactly this kind.
    fn many(&self, threads: usize) -> Span;
}

impl<I: Sync, R: PartialEq> Case for Speed<I, R> {
    fn test(&self) -> &'static str {
        self.test
    }

    fn workers(&self) -> usize {
        self.workers
    }

    fn at_least(&self) -> f64 {
        self.at_least
    }

    fn sizes(&self) -> (u64, u64) {
        (self.smallest, self.largest)
    }

    fn prepare<'a>(&'a self, size: u64, round: u64) -> Box<dyn Prepared + 'a> {
        Box::new(Ready {
            speed: self,
            input: (self.input)(size, round),
            ours: RefCell::new(None),
            theirs: RefCell::new(None),
        })
    }
}

struct Ready<'a, I, R> {
    speed: &'a Speed<I, R>,
    input: I,
    /// The answers so far: whoever comes second is compared with the first.
    ours: RefCell<Option<R>>,
    theirs: RefCell<Option<R>>,
}

impl<I: Sync, R: PartialEq> Prepared for Ready<'_, I, R> {
    fn serial(&self) -> Span {
        let work = || black_box((self.speed.serial)(black_box(&self.input)));
        let (span, answer) = Span::of_one_thread(work);
        *self.ours.borrow_mut() = Some(answer);
        self.compare();
        span
    }

    fn subject(&self, workers: usize) -> Span {
        let work = || black_box((self.speed.subject)(black_box(&self.input), workers));
        let (span, answer) = Span::of(work);
        *self.theirs.borrow_mut() = Some(answer);
        self.compare();
        span
    }

    fn many(&self, threads: usize) -> Span {
        let (serial, input) = (self.speed.serial, &self.input);
        at_once(threads, &|| _ = black_box(serial(black_box(input))))
    }
}

/// How long it takes so many threads to do the same work at once. They are started as learners start them, by a scope.
fn at_once(threads: usize, work: &(dyn Fn() + Sync)) -> Span {
    let all = || {
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(work);
            }
        });
    };
    Span::of(all).0
}

impl<I: Sync, R: PartialEq> Ready<'_, I, R> {
    fn compare(&self) {
        let (ours, theirs) = (self.ours.borrow(), self.theirs.borrow());
        assert!(
            ours.is_none() || theirs.is_none() || *ours == *theirs,
            "on the speed stage's input the answer is another one than that of the course's serial code. \
             Hint: does the answer depend on who is faster?"
        );
    }
}

/// The whole of a speed bench: measures what the runner asks for, or prints some rounds for `cargo bench`.
///
/// Blocking: under the runner, until the runner has seen enough and ends the process.
pub fn main(cases: &[&dyn Case]) -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let find = |test: &str| cases.iter().copied().find(|case| case.test() == test);
    match words[..] {
        ["machine"] => machine::tell(),
        ["machine", "nothing"] => {}
        ["machine", "echo"] => machine::echo(),
        ["measure", test] => return under_the_runner(test, find(test), measure::rounds_for_ever),
        ["account", test, size] => {
            let size = size.parse().unwrap_or_default();
            return under_the_runner(test, find(test), |case| account::tell(case, size));
        }
        ["curve", test, workers, work, rounds] => {
            let wanted = curve::Wanted::read(workers, work, rounds);
            return under_the_runner(test, find(test), |case| curve::tell(case, &wanted));
        }
        _ => return by_hand::print(cases, words.contains(&"--bench")),
    }
    ExitCode::SUCCESS
}

/// Attests start and end on the runner's channel, as every test does.
fn under_the_runner(test: &str, case: Option<&dyn Case>, work: impl FnOnce(&dyn Case)) -> ExitCode {
    let Some(case) = case else {
        eprintln!("there is no `{test}` in this bench");
        return ExitCode::FAILURE;
    };
    let guard = crate::case::begin(&format!("speed::{test}"));
    refuse_debug();
    work(case);
    drop(guard);
    ExitCode::SUCCESS
}

/// A debug build is slow in other places than an optimised one: its speedup means nothing.
fn refuse_debug() {
    if cfg!(debug_assertions) {
        panic!(
            "this is a debug build: its speed says nothing. Hint: `cargo xtask check --stage speed` builds it optimised."
        );
    }
}
