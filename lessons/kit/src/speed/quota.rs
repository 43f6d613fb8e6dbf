//! Whether a control group's quota stops this process now and then.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Counts how often that happened.
#[derive(Debug)]
pub(super) struct Quota {
    /// Of the process's group and of all around it: each may have a quota.
    files: Vec<PathBuf>,
}

impl Quota {
    /// Of the group that this process belongs to; without one it never stops anybody.
    pub(super) fn of_this_process() -> Self {
        let groups = fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
        let mut files = stat_files(&groups);
        files.retain(|file| throttled(file).is_some());
        Self { files }
    }

    /// How often it was stopped so far.
    pub(super) fn stops(&self) -> u64 {
        self.files.iter().filter_map(|file| throttled(file)).sum()
    }
}

/// Where the counts of these groups and of all around them may lie; `groups` is `/proc/self/cgroup`. Inside of a container
/// the path is often told as the host sees it, and only the outermost file is there.
fn stat_files(groups: &str) -> Vec<PathBuf> {
    let paths = groups.lines().filter_map(|line| line.rsplit(':').next());
    let around = paths.flat_map(|path| Path::new(path).ancestors());
    let mut files: Vec<PathBuf> = around
        .flat_map(|group| {
            let inside = group.strip_prefix("/").unwrap_or(group);
            ["", "cpu", "cpu,cpuacct"].map(|controller| {
                let root = Path::new("/sys/fs/cgroup").join(controller);
                root.join(inside).join("cpu.stat")
            })
        })
        .collect();
    files.sort();
    files.dedup();
    files
}

fn throttled(file: &Path) -> Option<u64> {
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
    use super::{count, stat_files};
    use std::path::Path;

    #[test]
    fn a_group_and_all_around_it_count() {
        let files = stat_files("0::/user.slice/lesson\n");
        for group in ["", "user.slice/", "user.slice/lesson/"] {
            let file = format!("/sys/fs/cgroup/{group}cpu.stat");
            assert!(
                files.iter().any(|it| it == Path::new(&file)),
                "{file}: {files:?}"
            );
        }
        assert_eq!(stat_files("4:cpu,cpuacct:/\n0::/\n").len(), 3, "each once");
    }

    #[test]
    fn the_count_is_one_of_many_lines() {
        assert_eq!(count("nr_periods 182\nnr_throttled 18\n"), Some(18));
        assert_eq!(count("usage_usec 7\n"), None);
    }
}
