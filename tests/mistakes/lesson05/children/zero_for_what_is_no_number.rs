//! Mistake: takes 0 for what is no number: a report of a process that nobody has.
//! Caught by: contract children::t7_a_line_that_is_not_two_numbers_is_an_error
//! Says: number 1 says "x y", returned
//! Varies: the reports that come back hold process ids.

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

/// Children that are waited for on every way out.
struct All(Vec<Child>);

impl Drop for All {
    fn drop(&mut self) {
        for child in &mut self.0 {
            drop(child.stdin.take());
        }
        for child in &mut self.0 {
            let _ = child.wait();
        }
    }
}

/// Starts `program` `count` times and asks each child who it is.
pub fn census(program: &Path, count: usize) -> io::Result<Vec<Report>> {
    let mut all = All(Vec::new());
    for number in 0..count {
        let mut command = Command::new(program);
        command.args(["report", &number.to_string()]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        all.0.push(command.spawn()?);
    }
    let mut lines = Vec::new();
    for child in &mut all.0 {
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line)?;
        lines.push(parse(&line)?);
    }
    for child in &mut all.0 {
        drop(child.stdin.take());
    }
    let mut reports = Vec::new();
    for (child, (id, parent)) in all.0.iter_mut().zip(lines) {
        let status = child.wait()?;
        reports.push(Report { id, parent, status });
    }
    Ok(reports)
}

fn parse(line: &str) -> io::Result<(u32, u32)> {
    if line.is_empty() {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let (id, parent) = line.trim_end().split_once(' ').unwrap_or(("0", "0"));
    Ok((id.parse().unwrap_or(0), parent.parse().unwrap_or(0)))
}
