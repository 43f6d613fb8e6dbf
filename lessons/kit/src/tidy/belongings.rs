//! All that a process can leave behind at once; for lessons that start processes.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, fs,
    time::Duration,
};

use super::{GRACE, Threads};
use crate::{activity, patience::Patience};

/// What belonged to this process at one moment: its threads, its children, its open descriptors.
#[derive(Debug)]
pub struct Belongings {
    threads: Threads,
    /// `None` where the system does not tell.
    others: Option<Others>,
}

/// Children and descriptors.
#[derive(Debug)]
struct Others {
    children: BTreeSet<u32>,
    /// Each number with what it stands for, such as `pipe:[4711]`.
    descriptors: BTreeMap<u32, String>,
}

/// What is there although it was not there before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftBehind {
    /// Threads that live on.
    pub threads: usize,
    /// Children that live on, each with its number and the first 15 bytes of its name.
    pub living: Vec<(u32, String)>,
    /// The numbers of children that have ended and that nobody has waited for.
    pub zombies: Vec<u32>,
    /// What stands behind each descriptor that is still open, such as `pipe:[4711]`.
    pub open: Vec<String>,
}

impl Belongings {
    /// Remembers what there is now.
    pub fn now() -> Self {
        Self {
            threads: Threads::now(),
            others: Others::now(),
        }
    }

    /// What there is now and was not there then, and does not go by itself within a second.
    /// `None` where the system does not tell (a note says so).
    ///
    /// Blocking: returns at once when nothing is left, else after about a second.
    pub fn left_behind(&self) -> Option<LeftBehind> {
        let left = self.until_gone(GRACE);
        if left.is_none() {
            crate::case::note(
                "threads, children and descriptors left behind are not checked on this system",
            );
        }
        left
    }

    /// Fails the test if something is left behind, in words for a learner. `what` was done: `census of 3 workers`.
    ///
    /// Blocking: as [`left_behind`](Self::left_behind).
    ///
    /// # Panics
    ///
    /// If something is left behind.
    #[track_caller]
    pub fn nothing_is_left_behind(&self, what: &str) {
        let left = self.left_behind().unwrap_or_default();
        assert!(
            left.is_nothing(),
            "{what} has returned, and this is left behind: {left}. Hint: {}",
            left.question()
        );
    }

    /// Waits until each child that was not there then has ended, whether or not anybody has waited for it. Returns whether all have;
    /// `None` where the system does not tell.
    ///
    /// Blocking: until the last one has ended, at most [`PATIENCE`](crate::patience::PATIENCE).
    pub fn children_end(&self) -> Option<bool> {
        let before = self.others.as_ref()?;
        let mut patience = Patience::default();
        loop {
            let over = Others::now()?.without(before).living.is_empty();
            if over || patience.is_over() {
                return Some(over);
            }
            patience.pause(Duration::from_millis(1));
        }
    }

    fn until_gone(&self, grace: Duration) -> Option<LeftBehind> {
        let before = self.others.as_ref()?;
        let mut patience = Patience::of(grace);
        loop {
            let mut left = Others::now()?.without(before);
            left.threads = self.threads.more_than_before()?;
            if left.is_nothing() || patience.is_over() {
                return Some(left);
            }
            patience.pause(Duration::from_millis(2));
        }
    }
}

impl Others {
    fn now() -> Option<Self> {
        Some(Self {
            children: activity::children_of(std::process::id())
                .into_iter()
                .collect(),
            descriptors: descriptors()?,
        })
    }

    fn without(self, before: &Self) -> LeftBehind {
        let mut left = LeftBehind::default();
        for id in self.children.difference(&before.children) {
            match activity::state_of(*id) {
                Some('Z' | 'X') => left.zombies.push(*id),
                Some(_) => left.living.push((*id, name_of(*id))),
                None => {} // collected since the list was read
            }
        }
        let open = self.descriptors.into_iter();
        let new = open.filter(|(number, what)| before.descriptors.get(number) != Some(what));
        left.open = new.map(|(_, what)| what).collect();
        left
    }
}

/// What this process has open. `None` where the system does not tell.
fn descriptors() -> Option<BTreeMap<u32, String>> {
    let entries = fs::read_dir("/proc/self/fd").ok()?;
    let open = entries.flatten().filter_map(|entry| {
        let what = fs::read_link(entry.path()).ok()?;
        let what = what.to_string_lossy().into_owned();
        // The checks look into /proc, this one and the watchdog's, and close at once what they read.
        let of_the_checks = what.starts_with("/proc/");
        let number = entry.file_name().to_str()?.parse().ok()?;
        (!of_the_checks).then_some((number, what))
    });
    Some(open.collect())
}

fn name_of(id: u32) -> String {
    let name = fs::read_to_string(format!("/proc/{id}/comm")).unwrap_or_default();
    name.trim_end().to_owned()
}

impl LeftBehind {
    /// Whether it is nothing at all.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// What to ask about the most telling of it.
    fn question(&self) -> &'static str {
        if !self.living.is_empty() {
            "who ends each child, also on the way out that an error takes, and who waits until it is gone?"
        } else if !self.zombies.is_empty() {
            "a child that has ended keeps its entry until its parent asks how it ended; \
             on which path does nobody call `wait`?"
        } else if self.threads > 0 {
            "which thread is still reading, writing or waiting, and who joins it?"
        } else {
            "which end of a pipe is kept although nobody needs it any more?"
        }
    }
}

impl fmt::Display for LeftBehind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if !self.living.is_empty() {
            let each = self
                .living
                .iter()
                .map(|(id, name)| format!("{id} ({name})"));
            let children = counted(self.living.len(), "child that lives", "children that live");
            parts.push(format!(
                "{children}: {}",
                each.collect::<Vec<_>>().join(", ")
            ));
        }
        if !self.zombies.is_empty() {
            let zombies = counted(
                self.zombies.len(),
                "zombie, a child that has ended and was never waited for",
                "zombies, children that have ended and were never waited for",
            );
            parts.push(zombies);
        }
        if self.threads > 0 {
            parts.push(counted(
                self.threads,
                "thread that lives",
                "threads that live",
            ));
        }
        if !self.open.is_empty() {
            let open = counted(self.open.len(), "open descriptor", "open descriptors");
            parts.push(format!("{open}: {}", self.open.join(", ")));
        }
        match parts.is_empty() {
            true => f.write_str("nothing"),
            false => f.write_str(&parts.join("; ")),
        }
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::{
        io,
        process::{Child, Command, Stdio},
    };

    use super::Belongings;

    fn cat() -> Child {
        #[expect(
            clippy::disallowed_methods,
            reason = "the kit tests that children are seen"
        )]
        let mut command = Command::new("cat");
        command.stdin(Stdio::piped()).stdout(Stdio::null());
        command.spawn().expect("there is a cat")
    }

    #[test]
    fn a_child_is_told_while_it_lives_when_it_has_ended_and_not_when_it_was_waited_for() {
        let _case = crate::case!();
        let belongings = Belongings::now();
        let mut child = cat();
        let id = child.id();
        let left = belongings.left_behind().expect("Linux tells");
        assert_eq!(left.living, [(id, "cat".to_owned())]);
        assert_eq!(left.open.len(), 1, "our end of its input: {left}");
        drop(child.stdin.take());
        assert_eq!(belongings.children_end(), Some(true));
        assert_eq!(crate::activity::state_of(id), Some('Z'));
        let left = belongings.left_behind().expect("Linux tells");
        let words = "1 zombie, a child that has ended and was never waited for";
        assert_eq!(
            (left.zombies.as_slice(), left.to_string().as_str()),
            ([id].as_slice(), words)
        );
        child.wait().expect("a child");
        belongings.nothing_is_left_behind("a cat");
    }

    #[test]
    fn an_open_pipe_is_told() {
        let _case = crate::case!();
        let belongings = Belongings::now();
        let pipe = io::pipe().expect("a pipe");
        let left = belongings.left_behind().expect("Linux tells");
        assert_eq!(left.open.len(), 2, "{left}");
        assert!(left.to_string().starts_with("2 open descriptors: pipe:["));
        drop(pipe);
        belongings.nothing_is_left_behind("a pipe");
    }
}
