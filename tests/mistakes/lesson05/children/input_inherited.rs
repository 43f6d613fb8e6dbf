//! Mistake: has the children read the parent's own input: nobody can tell them to end, and they take away what is meant for the parent. [59]
//! Caught by: contract children::t1_a_child_is_another_process_and_tells_whose_child_it_is
//! Says: my standard input is no pipe

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
        command.stdout(Stdio::piped());
        children.push(command.spawn()?);
    }
    let mut reports = Vec::new();
    for mut child in children {
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line)?;
        let status = child.wait()?;
        let (id, parent) = parse(&line)?;
        reports.push(Report { id, parent, status });
    }
    Ok(reports)
}

fn parse(line: &str) -> io::Result<(u32, u32)> {
    let numbers = line.trim_end().split_once(' ');
    let numbers = numbers.and_then(|(id, parent)| Some((id.parse().ok()?, parent.parse().ok()?)));
    numbers.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))
}
