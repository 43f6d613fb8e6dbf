//! Lesson 04, contract: what pools promise, and who waits for whom.
#![cfg(not(feature = "model"))]

mod call;
mod gate;
mod handles;
mod nested;
mod order;
mod panics;
mod pool;
mod with_rayon;
