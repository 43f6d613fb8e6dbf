//! Proves the course itself: what must be true of every solution, mistake, alternative and stub.
//!
//! [`claims`](claim::claims) lists what is to be proven, [`prove`](prove::prove) judges it (or remembers that it was
//! proven for the very same files), and both `cargo test` and `author check` stand on the two.

mod cache;
pub mod claim;
mod evidence;
mod load;
pub mod opinion;
pub mod prove;
pub mod repeat;
pub mod scaffold;
mod shown;
pub mod side_by_side;
pub mod told;
pub mod verdicts;
