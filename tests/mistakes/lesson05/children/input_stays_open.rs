//! Mistake: keeps the children's inputs open while it waits for their outputs to end: each waits for the other. [59]
//! Caught by: contract children::t1_a_child_is_another_process_and_tells_whose_child_it_is
//! Says: the worker waits for more on its standard input, or for the end of it

use std::{
    io::{self, Read},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
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
    for child in &mut children {
        let mut text = String::new();
        child.stdout.as_mut().unwrap().read_to_string(&mut text)?;
        let (id, parent) = parse(&text)?;
        let status = child.wait()?;
        reports.push(Report { id, parent, status });
    }
    Ok(reports)
}

fn parse(line: &str) -> io::Result<(u32, u32)> {
    let numbers = line.trim_end().split_once(' ');
    let numbers = numbers.and_then(|(id, parent)| Some((id.parse().ok()?, parent.parse().ok()?)));
    numbers.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))
}
