//! Mistake: starts the children and looks how they end, then adds up the shares itself: what a child has counted reaches nobody.
//! Caught by: contract own_memory::t6_what_counts_is_what_the_children_have_counted
//! Says: is 6: the children have counted 101, 102 and 103

use std::{
    io,
    path::Path,
    process::{Child, Command, ExitStatus},
};

/// The child's half.
pub fn add(_share: u64) -> io::Result<()> {
    Ok(())
}

/// The parent's half.
pub fn tally(program: &Path, shares: &[u64]) -> io::Result<u64> {
    let start = |share: &u64| {
        let mut command = Command::new(program);
        command.args(["add", &share.to_string()]).spawn()
    };
    let children: Vec<io::Result<Child>> = shares.iter().map(start).collect();
    let ends: Vec<io::Result<ExitStatus>> =
        children.into_iter().map(|child| child?.wait()).collect();
    for end in ends {
        if !end?.success() {
            return Err(io::Error::other("a child has failed"));
        }
    }
    Ok(shares.iter().sum())
}
