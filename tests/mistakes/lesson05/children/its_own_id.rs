//! Mistake: reports its own process id as the child's: `process::id()` tells who calls it.
//! Caught by: contract children::t1_a_child_is_another_process_and_tells_whose_child_it_is
//! Says: whose id does `process::id()` tell
//! Varies: process ids are other ones in every run.

use std::{
    io,
    path::Path,
    process::{self, Child, Command, ExitStatus, Stdio},
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
    let mut children: Vec<Child> = Vec::new();
    for number in 0..count {
        let mut command = Command::new(program);
        command.args(["report", &number.to_string()]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        children.push(command.spawn()?);
    }
    let mut reports = Vec::new();
    for mut child in children {
        drop(child.stdin.take());
        let status = child.wait()?;
        reports.push(Report {
            id: process::id(),
            parent: std::os::unix::process::parent_id(),
            status,
        });
    }
    Ok(reports)
}
