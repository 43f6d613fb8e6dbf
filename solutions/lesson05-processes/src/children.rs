//! Exercise `children`: several processes at once, and none of them left behind.

use std::{io, path::Path, process::ExitStatus};
//# solution:
use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};
//# end

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
///
/// The child with number `i`, counted from 0, is started as `program report i`. It writes one line to its standard output,
/// its own process id and that of its parent, such as `4711 4710`. Then it reads its standard input, which must be a
/// pipe from its parent, and ends when that ends.
///
/// * At once: all children live at the same time. None is waited for, or waited on for its line, before the last one has started.
/// * Reaped: when this returns, with reports or with an error, no child is left: each has ended and was waited for.
/// * A child that ends with another exit code than 0, or by a signal, is no error: its report says so.
/// * Blocking: until all children have ended.
///
/// # Errors
///
/// The system's error if a child cannot be started.
/// [`io::ErrorKind::InvalidData`] if a child's line is not two numbers with a space between them, or does not come at all.
pub fn census(program: &Path, count: usize) -> io::Result<Vec<Report>> {
    //# stub: let _ = program;
    //# stub: todo!("start children, {count} of them, and collect what they tell")
    //# solution:
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
    //# end
}
//# solution:

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
    let numbers = line.trim_end().split_once(' ');
    let numbers = numbers.and_then(|(id, parent)| Some((id.parse().ok()?, parent.parse().ok()?)));
    numbers.ok_or_else(|| {
        let problem = format!("a child was asked who it is and said {line:?}");
        io::Error::new(io::ErrorKind::InvalidData, problem)
    })
}
//# end
