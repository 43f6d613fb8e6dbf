//! Exercise `children`: several processes at once, and none of them left behind.

use std::{io, path::Path, process::ExitStatus};

/// What is known of a child when it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report {
    /// The child's process id, as the child told it.
    pub id: u32,
    /// The id of the child's parent, as the child told it.
    pub parent: u32,
    /// How the child ended.
    pub status: ExitStatus,
}

/// Starts `program` `count` times and asks each child who it is. The reports come in the order of the starts.
///
/// The child with number `i`, counted from 0, is started as `program report i`. It writes one line to its standard output,
/// its own process id and that of its parent, such as `4711 4710`. Then it reads its standard input, which must be a
/// pipe from its parent, and ends when that ends.
///
/// * At once: all children live at the same time. None is waited for, or waited on for its line, before the last one has started.
/// * Reaped: when this returns, with reports or with an error, no child is left: each has ended and was waited for.
/// * A child that ends with another exit code than 0, or by a signal, is no error: its report says so.
/// * Blocking: until all children have ended.
///
/// # Errors
///
/// The system's error if a child cannot be started.
/// [`io::ErrorKind::InvalidData`] if a child's line is not two numbers with a space between them, or does not come at all.
pub fn census(program: &Path, count: usize) -> io::Result<Vec<Report>> {
    let _ = program;
    todo!("start children, {count} of them, and collect what they tell")
}
