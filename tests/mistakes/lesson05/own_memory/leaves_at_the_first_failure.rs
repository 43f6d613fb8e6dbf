//! Mistake: returns at the first child that has failed; the others are never waited for. [57]
//! Caught by: contract own_memory::t5_no_child_is_left_behind_whether_all_went_well_or_not
//! Says: never waited for
//! Varies: how many children have ended by then, and which, depends on the machine.

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
        if !child.wait()?.success() {
            return Err(io::Error::other("a child failed"));
        }
        sum += text.trim().parse::<u64>().map_err(io::Error::other)?;
    }
    Ok(sum)
}
