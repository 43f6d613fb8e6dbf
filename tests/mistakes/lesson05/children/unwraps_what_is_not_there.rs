//! Mistake: takes for granted that each child says two words.
//! Caught by: contract children::t6_after_a_child_that_says_nothing_the_others_are_waited_for_all_the_same
//! Says: ends without a word, panicked

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

/// Starts `program` `count` times and asks each child who it is. The reports come in the order of the starts.
pub fn census(program: &Path, count: usize) -> io::Result<Vec<Report>> {
    let mut children = Household(Vec::new());
    for number in 0..count {
        let child = Command::new(program)
            .args(["report", &number.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        children.0.push(child);
    }
    let lines: Vec<_> = children
        .0
        .iter_mut()
        .map(line_of)
        .collect::<Result<_, _>>()?;
    for child in &mut children.0 {
        drop(child.stdin.take()); // its sign to end
    }
    let mut reports = Vec::new();
    for (child, (id, parent)) in children.0.iter_mut().zip(lines) {
        let status = child.wait()?;
        reports.push(Report { id, parent, status });
    }
    Ok(reports)
}

/// Children that are waited for on every way out. The order matters: all inputs are closed before the first wait.
struct Household(Vec<Child>);

impl Drop for Household {
    fn drop(&mut self) {
        for child in &mut self.0 {
            drop(child.stdin.take());
            drop(child.stdout.take()); // or a child that writes on would never end
        }
        for child in &mut self.0 {
            let _ = child.wait(); // the error that is on its way matters more
        }
    }
}

/// Reads a child's line: its id and its parent's.
fn line_of(child: &mut Child) -> io::Result<(u32, u32)> {
    let output = child.stdout.as_mut().expect("its output is a pipe");
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line)?;
    let (id, parent) = line.trim_end().split_once(' ').unwrap();
    let no_number = |_| io::Error::new(io::ErrorKind::InvalidData, line.clone());
    let id = id.parse().map_err(no_number)?;
    Ok((id, parent.parse().map_err(no_number)?))
}
