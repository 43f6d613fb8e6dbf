//! Lesson 04: hands that are hired once and kept.
//!
//! * [`pool`]: threads that wait for jobs and do them.
//! * [`handles`]: what a job answers, or how it failed, comes back.
//! * [`order`]: many jobs at once; answers in order, or as they come.
//! * [`nested`]: a job that waits for other jobs lends a hand.
//! * [`with_rayon`]: the same work with the pool that the field uses.
//!
//! [`is_prime`] is ready to use.

pub mod handles;
pub mod nested;
pub mod order;
pub mod pool;
mod trial_division;
pub mod with_rayon;

pub use handles::JobHandle;
pub use order::AsCompleted;
pub use pool::ThreadPool;
pub use trial_division::is_prime;
