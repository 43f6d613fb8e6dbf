//! Alternative: a thread for each child talks to it and waits for it; all children have been started before the first thread is.

use std::{
    io::{self, BufRead, BufReader},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    thread,
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
    let children: Vec<io::Result<Child>> = (0..count)
        .map(|number| {
            Command::new(program)
                .args(["report", &number.to_string()])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
        })
        .collect();
    thread::scope(|scope| {
        let hosts: Vec<_> = children
            .into_iter()
            .map(|child| scope.spawn(|| talk(child?)))
            .collect();
        let reports: Vec<_> = hosts
            .into_iter()
            .map(|host| host.join().expect("talking does not panic"))
            .collect();
        reports.into_iter().collect()
    })
}

fn talk(mut child: Child) -> io::Result<Report> {
    let mut line = String::new();
    let read = child
        .stdout
        .take()
        .map_or(Ok(0), |output| BufReader::new(output).read_line(&mut line));
    drop(child.stdin.take());
    let status = child.wait()?;
    read?;
    let (id, parent) = parse(&line)?;
    Ok(Report { id, parent, status })
}

fn parse(line: &str) -> io::Result<(u32, u32)> {
    let numbers = line.trim_end().split_once(' ');
    let numbers = numbers.and_then(|(id, parent)| Some((id.parse().ok()?, parent.parse().ok()?)));
    numbers.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))
}
