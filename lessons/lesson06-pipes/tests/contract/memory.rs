//! How much memory a call asks the system for, whether it uses it or not.

use std::fs;

/// Runs `call`, and tells by how many bytes the process grew meanwhile; `None` where the system does not tell, or where the
/// process has been so large before that it cannot be seen. (The test that needs four gigabytes of addresses for itself has a
/// name that comes later in the alphabet.)
pub(crate) fn reserved_by<R>(call: impl FnOnce() -> R) -> (R, Option<usize>) {
    let before = sizes().filter(|(now, most)| most - now < 1 << 30);
    let answer = call();
    let grown = before
        .zip(sizes())
        .map(|((now, _), (_, most))| most.saturating_sub(now));
    (answer, grown)
}

/// The address space that the process has now, and the most that it ever had. In bytes.
fn sizes() -> Option<(usize, usize)> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let size = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.trim().strip_suffix(" kB")?.parse::<usize>().ok()? * 1024)
    };
    let now = size("VmSize:")?;
    Some((now, size("VmPeak:")?.max(now)))
}
