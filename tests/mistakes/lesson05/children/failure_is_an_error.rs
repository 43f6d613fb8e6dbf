//! Mistake: takes a child that ends with another code than 0 for an error of its own. [62]
//! Caught by: contract children::t3_the_reports_come_in_the_order_of_the_starts_each_with_how_its_child_ended
//! Says: is it an error for the caller

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
    let mut lines = Vec::new();
    for child in &mut children {
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line)?;
        lines.push(parse(&line));
    }
    let mut reports = Vec::new();
    let mut failed = None;
    for (mut child, line) in children.into_iter().zip(lines) {
        drop(child.stdin.take());
        let status = child.wait()?;
        match line {
            Ok((id, parent)) if status.success() => reports.push(Report { id, parent, status }),
            Ok(_) => failed = Some(io::Error::other(format!("a child failed: {status}"))),
            Err(error) => failed = Some(error),
        }
    }
    match failed {
        Some(error) => Err(error),
        None => Ok(reports),
    }
}

fn parse(line: &str) -> io::Result<(u32, u32)> {
    let numbers = line.trim_end().split_once(' ');
    let numbers = numbers.and_then(|(id, parent)| Some((id.parse().ok()?, parent.parse().ok()?)));
    numbers.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))
}
