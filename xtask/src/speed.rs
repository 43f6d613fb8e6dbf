//! Is it really faster? From measured rounds to one of three answers, by values alone: no clock, no process.
//!
//! A round is measured in one go: serial code on one thread, and the subject's code with k workers between two of
//! the calibrator, which is serial code of ours on k threads at once, each with the whole input. Rounds lead to a decision:
//!
//! * Only the wall clock says *yes*: in a round the subject's run was faster than the serial one by the
//!   threshold. Nothing is normalised. A corrected figure would also let wrong programs pass.
//! * *No* counts in a round that was calm: just before, in it and just after, the calibrator got the k cores that
//!   were asked for. For who is far too slow its own round is enough. And code that burns some times the processor
//!   time that k free cores have in the time allowed is slow on any machine, since processor time is its own.
//! * Whoever leads by [`LEAD`] steps is the answer; some rounds count for more than one. If nobody does before the time
//!   is over, it is *cannot tell*.

mod account;
mod amdahl;
mod cap;
mod cause;
mod comparison;
mod curve;
mod facts;
mod known;
mod machine;
mod round;
mod sample;
#[cfg(test)]
mod simulation;
#[cfg(test)]
mod traces;
mod walk;
pub mod words;
mod workers;

pub use account::Account;
pub use amdahl::{Fit, fit};
pub use cause::Cause;
pub use comparison::Comparison;
pub use curve::{Axis, Curve, Point};
pub use facts::{Facts, median, quantile};
pub use known::KNOWN;
pub use machine::{Machine, Price, Readings};
pub use round::{Round, Span};
pub use sample::{Sample, Spread};
pub use walk::{Answer, LEAD, Walk};
pub use workers::workers;
