//! Lesson 01: Threads — many hands at once.
//!
//! The lesson itself is `README.md`. One module an exercise, in the order in which they are done:
//! `both`, `introductions`, `outcomes`, `parallel_map`, `primes`. [`trial_division`] is given.
//!
//! Whatever starts threads also panics if the system refuses to start one, but only when those that it has started have
//! ended. No test asks for that.

mod both;
mod introductions;
mod outcomes;
mod parallel_map;
mod primes;
pub mod trial_division;

pub use both::both;
pub use introductions::{Introduction, introduce};
pub use outcomes::{Job, run_all};
pub use parallel_map::parallel_map;
pub use primes::sum_of_primes;
pub use trial_division::is_prime;
