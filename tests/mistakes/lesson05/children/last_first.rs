//! Mistake: takes the children from the end of its list, so the reports come in the opposite order.
//! Caught by: contract children::t3_the_reports_come_in_the_order_of_the_starts_each_with_how_its_child_ended
//! Says: which status belongs to which child

use std::{
    io::{self, BufRead, BufReader},
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
    let mut mute = None;
    while let Some(mut child) = children.pop() {
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line)?;
        drop(child.stdin.take());
        let status = child.wait()?;
        match parse(&line) {
            Ok((id, parent)) => reports.push(Report { id, parent, status }),
            Err(error) => mute = Some(error),
        }
    }
    mute.map_or(Ok(reports), Err)
}

fn parse(line: &str) -> io::Result<(u32, u32)> {
    let numbers = line.trim_end().split_once(' ');
    let numbers = numbers.and_then(|(id, parent)| Some((id.parse().ok()?, parent.parse().ok()?)));
    numbers.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))
}
