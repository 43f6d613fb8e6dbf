//! Finds where code goes around the kit: uses of std's own locks, channels, atomics and threads.
//!
//! The race stage tries every interleaving of the operations that it sees. It cannot see std's own: such a lock is
//! never tried in another order, and a thread that waits for one waits for ever. To say so at once, in words,
//! is better than to let the search hang or, worse, pass.

mod imports;
mod macros;
mod off_limits;

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Token, tokens};

pub use imports::{Import, imports};
pub use macros::OwnMacros;
pub use off_limits::{OffLimits, off_limits};

use imports::paths;

/// One use of something that the race stage cannot see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// From 1.
    pub line: u32,
    /// `std::sync::Mutex`.
    pub what: String,
    /// `kit::sync::Mutex`.
    pub instead: String,
}

/// All such uses in a source file, in its order. Comments and literals do not count.
pub fn scan(source: &str) -> Vec<Around> {
    let tokens = tokens(source);
    let uses = imports(&tokens);
    let scope = Scope::of(&tokens, &uses);
    let mut found = Vec::new();
    for import in &uses {
        // Everything of a module: what of it is used shows further down.
        if import.path.last() != Some(&"*") {
            found.extend(around(&scope.resolve(&import.path), import.line));
        }
    }
    for (line, path) in paths(&tokens) {
        found.extend(around(&scope.resolve(&path), line));
    }
    // Without any import, too; what a file imports was told, or is the kit's.
    if !scope.names.contains_key("thread_local") {
        found.extend(thread_locals(&tokens));
    }
    found.sort_by_key(|around| around.line);
    found.dedup();
    found
}

/// What names mean in a file. Its modules are one to it: where a name stands does not matter.
struct Scope<'s, 'u> {
    uses: &'u [Import<'s>],
    names: BTreeMap<&'s str, &'u [&'s str]>,
    modules: BTreeSet<&'s str>,
}

impl<'s, 'u> Scope<'s, 'u> {
    fn of(tokens: &[Token<'s>], uses: &'u [Import<'s>]) -> Self {
        let modules = tokens.windows(3).filter_map(|three| {
            let is_written_here = three[0].word() == Some("mod") && three[2].is('{');
            three[1].word().filter(|_| is_written_here)
        });
        let has_a_name = |import: &&Import<'_>| import.path.last() != Some(&"*");
        let named = uses.iter().filter(has_a_name);
        Self {
            uses,
            names: named
                .map(|import| (import.name, import.path.as_slice()))
                .collect(),
            modules: modules.collect(),
        }
    }

    /// The full path of what is named, as far as the file's imports tell.
    fn resolve(&self, path: &[&'s str]) -> Vec<&'s str> {
        let mut path = path.to_vec();
        // An import may name what another one brought in. Two that name each other do not compile.
        for _ in 0..=self.uses.len().min(MOST_IMPORTS) {
            let is_here = |name: &&&str| {
                matches!(**name, "crate" | "self" | "super") || self.modules.contains(**name)
            };
            let own = path.iter().take_while(is_here).count();
            // The last one is what is named.
            path.drain(..own.min(path.len() - 1));
            match self.names.get(path[0]) {
                Some(import) if **import != path[..1] => {
                    path.splice(..1, import.iter().copied());
                }
                _ => break,
            }
        }
        self.in_a_glob(&path).unwrap_or(path)
    }

    fn in_a_glob(&self, path: &[&'s str]) -> Option<Vec<&'s str>> {
        let first = path[0];
        if !IN_A_GLOB.contains(&first) && !first.starts_with("Atomic")
            || self.names.contains_key(first)
        {
            return None;
        }
        let globs = self.uses.iter().filter_map(|import| {
            let (last, module) = import.path.split_last()?;
            (*last == "*").then(|| module.iter().chain(path).copied().collect::<Vec<_>>())
        });
        globs.into_iter().find(|full| around(full, 0).is_some())
    }
}

/// Each call of `thread_local!` by this name alone.
fn thread_locals(tokens: &[Token<'_>]) -> Vec<Around> {
    let calls = tokens.windows(2).enumerate().filter(|(at, pair)| {
        let is_in_a_path = *at > 0 && tokens[at - 1].is(':');
        pair[0].word() == Some("thread_local") && pair[1].is('!') && !is_in_a_path
    });
    calls
        .filter_map(|(_, pair)| around(&["std", "thread_local"], pair[0].line))
        .collect()
}

/// A longer chain of imports is none that anybody wrote.
const MOST_IMPORTS: usize = 8;

/// Whether a full path is something of std's that the race stage cannot see.
fn around(path: &[&str], line: u32) -> Option<Around> {
    let inside = match path {
        ["std" | "core", rest @ ..] => rest,
        _ => return None,
    };
    let length = match inside {
        ["sync", "atomic", item, ..] => (*item != "Ordering" && is_item(item)).then_some(3),
        ["sync", "mpsc", item, ..] => (!item.ends_with("Error") && is_item(item)).then_some(3),
        ["sync", "poison", item, ..] => (!FINE.contains(item) && is_item(item)).then_some(3),
        ["sync", item, ..] => {
            (!FINE.contains(item) && item.starts_with(char::is_uppercase)).then_some(2)
        }
        ["thread", item, ..] => (!FINE_OF_THREADS.contains(item) && is_item(item)).then_some(2),
        ["hint", "spin_loop"] => Some(2),
        // All threads of a model are one to std, and would share the value.
        ["thread_local"] => Some(1),
        _ => None,
    }?;
    // `poison` is only another way to the same types.
    let short: Vec<_> = inside[..length]
        .iter()
        .filter(|part| **part != "poison")
        .copied()
        .collect();
    let sign = match inside {
        ["thread_local"] => "!",
        _ => "",
    };
    Some(Around {
        line,
        what: format!("std::{}{sign}", inside[..length].join("::")),
        instead: format!("kit::{}{sign}", short.join("::")),
    })
}

fn is_item(name: &str) -> bool {
    name != "self" && name != "*"
}

/// Of `std::sync`: nothing that threads meet at, and the same type in the kit.
const FINE: [&str; 6] = [
    "Arc",
    "Weak",
    "PoisonError",
    "LockResult",
    "TryLockError",
    "TryLockResult",
];

/// Of `std::thread`: nothing that starts, ends or moves a thread.
const FINE_OF_THREADS: [&str; 4] = [
    "Result",
    "panicking",
    "available_parallelism",
    "AccessError",
];

/// What an import of everything can bring in, besides atomic types; a file has names of its own, too.
const IN_A_GLOB: [&str; 25] = [
    "Barrier",
    "Builder",
    "Condvar",
    "JoinHandle",
    "LazyLock",
    "Mutex",
    "MutexGuard",
    "Once",
    "OnceLock",
    "Receiver",
    "RwLock",
    "RwLockReadGuard",
    "RwLockWriteGuard",
    "ScopedJoinHandle",
    "Sender",
    "SyncSender",
    "atomic",
    "channel",
    "fence",
    "mpsc",
    "park",
    "scope",
    "sleep",
    "spawn",
    "sync_channel",
];

#[cfg(test)]
mod tests;
