//! Exercise `own_memory`: whose memory does a child write to?
//!
//! This code runs, and it looks right. It is not: mend it.

//# stub: use std::{
//# stub:     io,
//# stub:     path::Path,
//# stub:     process::Command,
//# stub:     sync::atomic::{AtomicU64, Ordering},
//# stub: };
//# stub:
//# stub: /// The parent reads here what its children have added.
//# stub: static TOTAL: AtomicU64 = AtomicU64::new(0);
//# solution:
use std::{
    io,
    path::Path,
    process::{Child, Command, Stdio},
};
//# end

/// The child's half: counts one share. The worker calls it when it is started as `worker add SHARE`, and ends then.
///
/// # Errors
///
/// If the share cannot be handed over to the parent.
pub fn add(share: u64) -> io::Result<()> {
    //# stub: TOTAL.fetch_add(share, Ordering::Relaxed);
    //# stub: Ok(())
    //# solution:
    use io::Write as _;
    writeln!(io::stdout(), "{share}")
    //# end
}

/// The parent's half: starts `program add SHARE` once for each of `shares`, and returns the sum of what the children
/// have counted. The sum fits into a `u64`.
///
/// * At once: all children live at the same time.
/// * Reaped: when this returns, with a sum or with an error, every child has ended and was waited for.
/// * Blocking: until all children have ended.
///
/// # Errors
///
/// The system's error if a child cannot be started. [`io::ErrorKind::Other`] if a child does not end with exit code 0: its
/// share may be missing, and a sum that may be wrong is worse than none.
pub fn tally(program: &Path, shares: &[u64]) -> io::Result<u64> {
    //# stub: let mut children = Vec::new();
    //# stub: for share in shares {
    //# stub:     let mut command = Command::new(program);
    //# stub:     children.push(command.args(["add", &share.to_string()]).spawn()?);
    //# stub: }
    //# stub: for mut child in children {
    //# stub:     child.wait()?;
    //# stub: }
    //# stub: Ok(TOTAL.swap(0, Ordering::Relaxed))
    //# solution:
    let start = |share: &u64| {
        let mut command = Command::new(program);
        command.args(["add", &share.to_string()]);
        command.stdout(Stdio::piped()).spawn()
    };
    let children: Vec<io::Result<Child>> = shares.iter().map(start).collect();
    // Every child has been waited for before the first error, if there is one, goes on its way.
    let answers: Vec<io::Result<u64>> = children
        .into_iter()
        .map(|child| answer_of(child?))
        .collect();
    answers.into_iter().sum()
    //# end
}
//# solution:

fn answer_of(child: Child) -> io::Result<u64> {
    let output = child.wait_with_output()?;
    if !output.status.success() {
        let problem = format!("a child ended with {}", output.status);
        return Err(io::Error::other(problem));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().map_err(io::Error::other)
}
//# end
