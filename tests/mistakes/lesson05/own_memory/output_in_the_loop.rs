//! Mistake: calls `output()` for one child after the other: each has ended before the next one starts. [63]
//! Caught by: contract own_memory::t3_all_children_live_at_the_same_time
//! Says: only 1 of 3 lived

use std::{
    io::{self, Write},
    path::Path,
    process::Command,
};

/// The child's half.
pub fn add(share: u64) -> io::Result<()> {
    writeln!(io::stdout(), "{share}")
}

/// The parent's half.
pub fn tally(program: &Path, shares: &[u64]) -> io::Result<u64> {
    let mut sum = 0;
    for share in shares {
        let mut command = Command::new(program);
        let output = command.args(["add", &share.to_string()]).output()?;
        if !output.status.success() {
            return Err(io::Error::other("a child failed"));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        sum += text.trim().parse::<u64>().map_err(io::Error::other)?;
    }
    Ok(sum)
}
