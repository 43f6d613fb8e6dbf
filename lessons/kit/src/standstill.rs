//! What processes wait for that wait for each other, in words: at which end of which pipe does each of them stand?
//!
//! Linux tells in which call of the system a thread waits, and what a descriptor stands for. Elsewhere there is nothing to see.

use std::{collections::BTreeSet, fs};

use crate::activity::descendants_of;

/// What process `pid` and all that it has started wait for; `None` where nobody waits for a process or at a pipe.
pub fn in_words(pid: u32) -> Option<String> {
    let family: Vec<Member> = std::iter::once(Member::of(pid, true))
        .chain(
            descendants_of(pid)
                .into_iter()
                .map(|id| Member::of(id, false)),
        )
        .collect();
    let mut said = BTreeSet::new();
    let mut clauses = Vec::new();
    for member in &family {
        for wait in &member.waits {
            let clause = clause(member, *wait, &family);
            clauses.extend(clause.filter(|clause| said.insert(clause.clone())));
        }
    }
    (!clauses.is_empty()).then(|| clauses.join("; "))
}

/// A process, as far as it matters here.
#[derive(Debug)]
struct Member {
    name: String,
    /// What its descriptors 0, 1, 2, … stand for, such as `pipe:[4711]`.
    open: Vec<(u64, String)>,
    waits: Vec<Wait>,
}

/// What one thread waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wait {
    Child,
    Read(u64),
    Write(u64),
    Any,
}

impl Member {
    fn of(id: u32, is_parent: bool) -> Self {
        let entries = |folder: &str| fs::read_dir(format!("/proc/{id}/{folder}"));
        let open = entries("fd").into_iter().flatten().flatten();
        let open = open.filter_map(|entry| {
            let what = fs::read_link(entry.path()).ok()?;
            let number = entry.file_name().to_str()?.parse().ok()?;
            Some((number, what.to_string_lossy().into_owned()))
        });
        let tasks = entries("task").into_iter().flatten().flatten();
        let waits = tasks.filter_map(|task| {
            let call = fs::read_to_string(task.path().join("syscall")).ok()?;
            wait(&call)
        });
        Self {
            open: open.collect(),
            waits: waits.collect(),
            name: if is_parent {
                "the parent".into()
            } else {
                name_of(id)
            },
        }
    }

    /// The pipe that this descriptor is an end of.
    fn pipe(&self, descriptor: u64) -> Option<&str> {
        let mut open = self.open.iter();
        let (_, what) = open.find(|(number, _)| *number == descriptor)?;
        what.starts_with("pipe:").then_some(what.as_str())
    }

    /// Which of its three streams this pipe is.
    fn stream(&self, pipe: &str) -> Option<&'static str> {
        STREAMS
            .iter()
            .zip(0..)
            .find_map(|(name, number)| (self.pipe(number) == Some(pipe)).then_some(*name))
    }
}

const STREAMS: [&str; 3] = ["standard input", "standard output", "standard error"];

/// A lesson's worker by what it is, all others by their names.
fn name_of(id: u32) -> String {
    let program = fs::read_link(format!("/proc/{id}/exe")).unwrap_or_default();
    match program.file_name().and_then(|name| name.to_str()) {
        Some(name) if name.ends_with("-worker") => "the worker".into(),
        Some(_) => {
            let name = fs::read_to_string(format!("/proc/{id}/comm")).unwrap_or_default();
            format!("`{}`", name.trim_end())
        }
        None => format!("process {id}"),
    }
}

/// Reads a line of `/proc/…/syscall`: the call's number and its arguments in hexadecimal.
fn wait(call: &str) -> Option<Wait> {
    // read, write, wait4, waitid, poll or ppoll, in this order.
    const CALLS: [&str; 6] = if cfg!(target_arch = "x86_64") {
        ["0", "1", "61", "247", "7", "271"]
    } else {
        ["63", "64", "260", "95", "73", "73"]
    };
    let mut words = call.split_whitespace();
    let number = words.next()?;
    let first = u64::from_str_radix(words.next()?.strip_prefix("0x")?, 16).ok()?;
    let [read, write, wait4, waitid, ..] = CALLS;
    match number {
        _ if number == read => Some(Wait::Read(first)),
        _ if number == write => Some(Wait::Write(first)),
        _ if number == wait4 || number == waitid => Some(Wait::Child),
        _ if CALLS[4..].contains(&number) => Some(Wait::Any),
        _ => None,
    }
}

/// `the worker waits until somebody reads its standard error`
fn clause(member: &Member, wait: Wait, family: &[Member]) -> Option<String> {
    let who = &member.name;
    let other = |pipe: &str, streams: &[&str]| {
        let others = family.iter().filter(|other| !std::ptr::eq(*other, member));
        others
            .filter_map(|other| Some((&other.name, other.stream(pipe)?)))
            .find(|(_, stream)| streams.contains(stream))
    };
    Some(match wait {
        Wait::Child => format!("{who} waits for the end of a child"),
        Wait::Any => format!("{who} waits for one of several pipes"),
        Wait::Read(0) => {
            format!("{who} waits for more on its standard input, or for the end of it")
        }
        Wait::Write(number @ 1..=2) => {
            let stream = STREAMS[usize::try_from(number).ok()?];
            format!("{who} waits until somebody reads its {stream}")
        }
        Wait::Read(number) => {
            let pipe = member.pipe(number)?;
            match other(pipe, &STREAMS[1..]) {
                Some((name, stream)) => {
                    format!("{who} reads from {name}'s {stream}, and waits for more or for the end")
                }
                None => format!(
                    "{who} reads from a pipe that somebody keeps open, and waits for more or for the end"
                ),
            }
        }
        Wait::Write(number) => {
            let pipe = member.pipe(number)?;
            match other(pipe, &STREAMS[..1]) {
                Some((name, stream)) => format!(
                    "{who} writes to {name}'s {stream}, and waits until some of it has been read"
                ),
                None => format!("{who} writes to a pipe, and waits until somebody reads it"),
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Member, Wait, clause};

    fn member(name: &str, open: &[(u64, &str)], waits: &[Wait]) -> Member {
        let open = open
            .iter()
            .map(|(number, what)| (*number, (*what).to_owned()));
        Member {
            name: name.into(),
            open: open.collect(),
            waits: waits.to_vec(),
        }
    }

    #[test]
    fn each_end_of_a_pipe_is_named_by_whose_stream_it_is() {
        let family = [
            member(
                "the parent",
                &[
                    (0, "socket:[1]"),
                    (5, "pipe:[10]"),
                    (6, "pipe:[11]"),
                    (7, "pipe:[99]"),
                ],
                &[],
            ),
            member(
                "`cat`",
                &[(0, "pipe:[10]"), (1, "pipe:[11]"), (2, "/dev/null")],
                &[],
            ),
        ];
        let said = |who: usize, wait| clause(&family[who], wait, &family).unwrap_or_default();
        assert_eq!(
            said(0, Wait::Write(5)),
            "the parent writes to `cat`'s standard input, and waits until some of it has been read"
        );
        assert_eq!(
            said(0, Wait::Read(6)),
            "the parent reads from `cat`'s standard output, and waits for more or for the end"
        );
        assert!(said(0, Wait::Read(7)).contains("a pipe that somebody keeps open"));
        assert_eq!(said(0, Wait::Read(8)), "", "that is no pipe");
        assert_eq!(
            said(1, Wait::Write(1)),
            "`cat` waits until somebody reads its standard output"
        );
        assert!(said(1, Wait::Read(0)).contains("its standard input"));
    }

    #[test]
    #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
    fn a_call_is_known_by_its_number() {
        assert_eq!(
            super::wait("1 0x2 0x7f 0x10 0x0 0x0 0x0 0x7ffc 0x7f01"),
            Some(Wait::Write(2))
        );
        assert_eq!(
            super::wait("61 0xffffffff 0x0 0x0 0x0 0x0 0x0 0x0 0x0"),
            Some(Wait::Child)
        );
        assert_eq!(
            super::wait("202 0x7f00 0x189 0x2 0x0 0x0 0x0 0x0 0x0"),
            None
        );
        assert_eq!(super::wait("running"), None);
    }
}
