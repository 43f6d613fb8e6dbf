//! Lesson 06: messages between houses.
//!
//! * [`frames`]: where one message ends and the next one begins.
//! * [`shared_end`]: one end of a pipe for many threads.
//!
//! [`FrameError`], with which a reader says what was wrong, is ready to use.

mod errors;
pub mod frames;
pub mod shared_end;

pub use errors::FrameError;
pub use frames::{read_frame, write_frame};
pub use shared_end::SharedWriter;
