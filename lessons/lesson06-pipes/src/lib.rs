//! Lesson 06: messages between houses.
//!
//! * [`frames`]: where one message ends and the next one begins.
//! * [`shared_end`]: one end of a pipe for many threads.
//! * [`connection`]: a child, and messages in both directions.
//! * [`process_pool`]: jobs for many children, some of which die.
//!
//! [`FrameError`] and [`WorkerError`], which say what went wrong, are ready to use.

pub mod connection;
mod errors;
pub mod frames;
pub mod process_pool;
pub mod shared_end;

pub use connection::{Connection, LARGEST};
pub use errors::{FrameError, WorkerError};
pub use frames::{read_frame, write_frame};
pub use process_pool::ProcessPool;
pub use shared_end::SharedWriter;
