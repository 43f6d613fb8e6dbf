//! Mistake: puts the static behind a lock: a lock keeps threads apart, but every process has a static and a lock of its own.
//! Caught by: contract own_memory::t1_what_the_children_have_counted_arrives
//! Says: in whose memory does it leave the number

use std::{io, path::Path, process::Command, sync::Mutex};

static TOTAL: Mutex<u64> = Mutex::new(0);

/// The child's half.
pub fn add(share: u64) -> io::Result<()> {
    *TOTAL.lock().unwrap() += share;
    Ok(())
}

/// The parent's half.
pub fn tally(program: &Path, shares: &[u64]) -> io::Result<u64> {
    *TOTAL.lock().unwrap() = 0;
    let mut children = Vec::new();
    for share in shares {
        let mut command = Command::new(program);
        children.push(command.args(["add", &share.to_string()]).spawn()?);
    }
    for mut child in children {
        if !child.wait()?.success() {
            return Err(io::Error::other("a child failed"));
        }
    }
    Ok(*TOTAL.lock().unwrap())
}
