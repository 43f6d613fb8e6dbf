//! Mistake: waits for each child, and does not look at how it has ended. [62]
//! Caught by: contract own_memory::t4_a_child_that_fails_is_an_error
//! Says: who looks at how a child has ended

use std::{
    io::{self, Read, Write},
    path::Path,
    process::{Child, Command, Stdio},
};

/// The child's half.
pub fn add(share: u64) -> io::Result<()> {
    writeln!(io::stdout(), "{share}")
}

/// The parent's half.
pub fn tally(program: &Path, shares: &[u64]) -> io::Result<u64> {
    let mut children: Vec<Child> = Vec::new();
    for share in shares {
        let mut command = Command::new(program);
        command.args(["add", &share.to_string()]);
        children.push(command.stdout(Stdio::piped()).spawn()?);
    }
    let mut sum = 0;
    for mut child in children {
        let mut text = String::new();
        child.stdout.take().unwrap().read_to_string(&mut text)?;
        child.wait()?;
        sum += text.trim().parse::<u64>().map_err(io::Error::other)?;
    }
    Ok(sum)
}
