//! Alternative: closes all inputs before it reads anything, as a child says its line before it looks at its input; `wait_with_output` does the rest.

use std::{
    io,
    path::Path,
    process::{Child, Command, ExitStatus, Output, Stdio},
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
    let start = |number: usize| {
        Command::new(program)
            .args(["report", &number.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
    };
    let mut children: Vec<io::Result<Child>> = (0..count).map(start).collect();
    for child in children.iter_mut().flatten() {
        child.stdin = None;
    }
    let outputs: Vec<io::Result<Output>> = children
        .into_iter()
        .map(|child| child?.wait_with_output())
        .collect();
    let report = |output: io::Result<Output>| {
        let output = output?;
        let (id, parent) = parse(&String::from_utf8_lossy(&output.stdout))?;
        let status = output.status;
        Ok(Report { id, parent, status })
    };
    outputs.into_iter().map(report).collect()
}

fn parse(line: &str) -> io::Result<(u32, u32)> {
    let numbers = line.trim_end().split_once(' ');
    let numbers = numbers.and_then(|(id, parent)| Some((id.parse().ok()?, parent.parse().ok()?)));
    numbers.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))
}
