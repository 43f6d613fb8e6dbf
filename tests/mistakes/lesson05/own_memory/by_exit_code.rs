//! Mistake: hands the share over as exit code: of that, only eight bits arrive.
//! Caught by: contract own_memory::t2_shares_may_be_large_and_alike
//! Says: how many bits of a number get through

use std::{
    io,
    path::Path,
    process::{self, Child, Command},
};

/// The child's half.
pub fn add(share: u64) -> io::Result<()> {
    process::exit(share as i32)
}

/// The parent's half.
pub fn tally(program: &Path, shares: &[u64]) -> io::Result<u64> {
    let start = |share: &u64| {
        Command::new(program)
            .args(["add", &share.to_string()])
            .spawn()
    };
    let children: Vec<io::Result<Child>> = shares.iter().map(start).collect();
    let codes: Vec<io::Result<u64>> = children
        .into_iter()
        .map(|child| Ok(child?.wait()?.code().unwrap_or(0) as u64))
        .collect();
    codes.into_iter().sum()
}
