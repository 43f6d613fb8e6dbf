//! Names of threads: the learner's own, or what their handles are called.

use super::part::{Part, parts, write};
use crate::model::{log::Log, timeline::source::Sources};

/// By index.
pub(super) fn names(log: &Log, sources: &Sources) -> Vec<String> {
    let all: Vec<Option<Vec<Part>>> = log
        .threads
        .iter()
        .map(|thread| Some(parts(&thread.spawned?, sources)))
        .collect();
    let mut names: Vec<String> = Vec::new();
    for (index, thread) in log.threads.iter().enumerate() {
        let nth = (0..index)
            .filter(|other| {
                all[*other] == all[index] && log.threads[*other].spawned == thread.spawned
            })
            .count();
        let name = match (&thread.name, index) {
            (Some(name), _) => name.clone(),
            (None, 0) => "main".to_string(),
            _ => all[index]
                .as_ref()
                .map_or(String::new(), |parts| thread_name(parts, nth)),
        };
        let taken = name.is_empty() || names.contains(&name);
        names.push(if taken { format!("T{index}") } else { name });
    }
    names
}

/// A variable that says who the thread is; names for handles in general say nothing.
fn thread_name(parts: &[Part], nth: usize) -> String {
    let name = write(parts, Some(nth));
    let head = name.split(['[', '.']).next().unwrap_or("");
    let head = head.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_');
    let empty = [
        "", "h", "hs", "handle", "handles", "jh", "join", "joins", "joiner", "t", "ts", "th",
        "thread", "threads",
    ];
    let role = name
        .strip_suffix("_handle")
        .or(name.strip_suffix("_thread"));
    match role {
        _ if empty.contains(&head) => String::new(),
        Some(role) => role.to_string(),
        None => name,
    }
}
