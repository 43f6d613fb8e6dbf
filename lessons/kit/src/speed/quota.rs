//! Whether a control group's quota stops this process now and then.

use std::{fs, path::PathBuf};

/// Counts how often that happened.
#[derive(Debug)]
pub(super) struct Quota {
    file: Option<PathBuf>,
}

impl Quota {
    /// Of the group that this process belongs to; without one it never stops anybody.
    pub(super) fn of_this_process() -> Self {
        let groups = fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
        let paths = groups.lines().filter_map(|line| line.rsplit(':').next());
        let mut files = paths
            .flat_map(|path| {
                ["", "/cpu", "/cpu,cpuacct"].map(|controller| {
                    PathBuf::from(format!("/sys/fs/cgroup{controller}{path}/cpu.stat"))
                })
            })
            .chain(["", "/cpu", "/cpu,cpuacct"].map(|controller| {
                // Inside of a container the path is often told as the host sees it.
                PathBuf::from(format!("/sys/fs/cgroup{controller}/cpu.stat"))
            }));
        Self {
            file: files.find(|file| throttled(file).is_some()),
        }
    }

    /// How often it was stopped so far.
    pub(super) fn stops(&self) -> u64 {
        self.file.as_ref().and_then(throttled).unwrap_or(0)
    }
}

fn throttled(file: &PathBuf) -> Option<u64> {
    count(&fs::read_to_string(file).ok()?)
}

fn count(stat: &str) -> Option<u64> {
    let line = stat
        .lines()
        .find_map(|line| line.strip_prefix("nr_throttled "))?;
    line.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn the_count_is_one_of_many_lines() {
        assert_eq!(count("nr_periods 182\nnr_throttled 18\n"), Some(18));
        assert_eq!(count("usage_usec 7\n"), None);
    }
}
