//! The worker's side of a pool.

use std::io;

use super::{FrameError, LARGEST, read_frame, write_frame};

/// Answers jobs until there are no more: one frame in, one frame out. A worker's `main` is little else.
///
/// Nothing else of the process may read its standard input or write to its standard output; standard error is free.
///
/// * Blocking: until the standard input ends, which it does when the pool is gone, however it went.
///
/// # Errors
///
/// If the other side sends what is no frame, or reads no more.
pub fn serve(mut work: impl FnMut(&[u8]) -> Vec<u8>) -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut output = io::stdout().lock();
    while let Some(job) = read_frame(&mut input, LARGEST).map_err(in_io)? {
        write_frame(&mut output, &work(&job))?;
    }
    Ok(())
}

fn in_io(error: FrameError) -> io::Error {
    match error {
        FrameError::Io(error) => error,
        other => io::Error::new(io::ErrorKind::InvalidData, other),
    }
}
