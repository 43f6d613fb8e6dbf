//! The subject compared with itself on one worker, where no code of ours would be a fair measure.

use std::{cell::RefCell, hint::black_box};

use super::{Case, Prepared, Span, at_once};

/// The work of one exercise, compared with the same code on one worker.
///
/// For work of a few nanoseconds an item: a call that the compiler inlines in one crate and not in the other makes it two
/// or three times as slow, and so the comparison with our own serial code a lottery. Who slows the one worker down wins
/// nothing: it counts no more than what the workers of the same round have computed together, and a tenth; and no more than
/// three times our own code. What cannot be seen is what costs one worker as much as two, up to that; let the
/// contract's tests look for it.
pub struct Scaling<I, R> {
    /// As in [`super::Speed`].
    pub test: &'static str,
    /// As in [`super::Speed`].
    pub workers: usize,
    /// How many times as fast as on one worker the subject must be.
    pub at_least: f64,
    /// As in [`super::Speed`].
    pub smallest: u64,
    /// As in [`super::Speed`].
    pub largest: u64,
    /// As in [`super::Speed`].
    pub input: fn(size: u64, round: u64) -> I,
    /// Work of the same kind and amount, in code of the course's own: what the machine can give is measured with it.
    /// It calls nothing that a learner can slow down.
    pub plain: fn(&I),
    /// The subject's code, with so many workers. The answer must not depend on their number.
    pub subject: fn(&I, usize) -> R,
}

impl<I: Sync, R: PartialEq> Case for Scaling<I, R> {
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

    fn is_compared_with_itself(&self) -> bool {
        true
    }

    fn prepare<'a>(&'a self, size: u64, round: u64) -> Box<dyn Prepared + 'a> {
        Box::new(Ready {
            plain: self.plain,
            subject: self.subject,
            input: (self.input)(size, round),
            first: RefCell::new(None),
        })
    }
}

struct Ready<I, R> {
    plain: fn(&I),
    subject: fn(&I, usize) -> R,
    input: I,
    /// The first answer: all others are compared with it.
    first: RefCell<Option<R>>,
}

impl<I: Sync, R: PartialEq> Prepared for Ready<I, R> {
    /// The one worker may be a thread of its own: the whole process counts.
    fn serial(&self) -> Span {
        Prepared::subject(self, 1)
    }

    fn plain(&self) -> Option<Span> {
        let work = || (self.plain)(black_box(&self.input));
        Some(Span::of_one_thread(work).0)
    }

    fn subject(&self, workers: usize) -> Span {
        let work = || black_box((self.subject)(black_box(&self.input), workers));
        let (span, answer) = Span::of(work);
        let mut first = self.first.borrow_mut();
        assert!(
            first.as_ref().is_none_or(|first| *first == answer),
            "on the speed stage's input {workers} workers answer otherwise than another number of them did. \
             Hint: does the answer depend on who is faster?"
        );
        first.get_or_insert(answer);
        span
    }

    fn many(&self, threads: usize) -> Span {
        let (plain, input) = (self.plain, &self.input);
        at_once(threads, &|| plain(black_box(input)))
    }
}
