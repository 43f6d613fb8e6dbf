//! Mistake: calls `output()` in the loop: it starts a child, reads all and waits, before the next one is started. [63]
//! Caught by: contract children::t4_all_children_live_at_the_same_time
//! Says: what does your loop wait for

use std::{
    io,
    path::Path,
    process::{Command, ExitStatus, Stdio},
};

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

/// Starts `program` `count` times and asks each child who it is.
pub fn census(program: &Path, count: usize) -> io::Result<Vec<Report>> {
    (0..count)
        .map(|number| {
            let output = Command::new(program)
                .args(["report", &number.to_string()])
                .stdin(Stdio::piped())
                .output()?;
            let (id, parent) = parse(&String::from_utf8_lossy(&output.stdout))?;
            Ok(Report {
                id,
                parent,
                status: output.status,
            })
        })
        .collect()
}

fn parse(line: &str) -> io::Result<(u32, u32)> {
    let numbers = line.trim_end().split_once(' ');
    let numbers = numbers.and_then(|(id, parent)| Some((id.parse().ok()?, parent.parse().ok()?)));
    numbers.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))
}
