//! Finds and ends what a program leaves behind, also what has left its group.
//!
//! The runner becomes the *subreaper* (see `prctl(2)`): a process whose parent has ended becomes the
//! runner's child, so whatever a test started and left is found among the runner's own children. What others left, such
//! as a compiler's helper, is found there as well: their mark, or cargo's variables, tell it from a test's.
//! Linux only; elsewhere the end of the process group has to do.

use std::{
    collections::BTreeSet,
    io,
    process::{Child, Command},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

#[cfg(target_os = "linux")]
use kit::patience::Patience;

/// The variable that marks every process of one run, however deep.
pub(super) const MARK: &str = "HANDS_RUN";

/// Children that somebody waits for, and those that were there before; `None` until [`take_over`].
static KNOWN: Mutex<Option<BTreeSet<u32>>> = Mutex::new(None);

fn known() -> MutexGuard<'static, Option<BTreeSet<u32>>> {
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From now on this process collects what its children leave behind, and ends it.
///
/// Only for a program that starts all its processes here: it ends every child that it does not know.
pub(super) fn take_over() {
    #[cfg(target_os = "linux")]
    {
        // SAFETY: this option of prctl takes numbers only and touches no memory.
        let done = unsafe { libc::prctl(libc::PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) };
        if done == 0 {
            *known() = Some(
                kit::activity::children_of(std::process::id())
                    .into_iter()
                    .collect(),
            );
        }
    }
}

/// The runner starts nothing more: another program takes its place, and what that leaves behind is its own business.
pub(super) fn give_back() {
    #[cfg(target_os = "linux")]
    {
        // SAFETY: this option of prctl takes numbers only and touches no memory. Failing, it does no harm.
        unsafe { libc::prctl(libc::PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0) };
    }
}

/// Starts a process that [`sweep`] will spare until it is [`forgotten`](forget).
pub(super) fn spawn(command: &mut Command) -> io::Result<Child> {
    // The lock is held meanwhile: a sweep must not see a child that is not known yet.
    let mut known = known();
    let child = command.spawn()?;
    if let Some(known) = known.as_mut() {
        known.insert(child.id());
    }
    Ok(child)
}

/// The child has been waited for; its number may be used again by another process.
pub(super) fn forget(id: u32) {
    if let Some(known) = known().as_mut() {
        known.remove(&id);
    }
}

/// How many processes had to be ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Left {
    /// Those that bear the run's mark.
    pub(super) ours: usize,
    /// Those without any mark: of this run, or of one beside it.
    pub(super) unmarked: usize,
}

/// Ends everything that the run with this mark has left behind, and waits until it is gone. What ends by itself within
/// the `grace` (its pipe has ended, say, or somebody has killed it) was not left behind.
///
/// Blocking: at once if nothing lives, else until all has ended, a little longer than `grace` at most.
pub(super) fn sweep(mark: &str, grace: Duration) -> Left {
    #[cfg(target_os = "linux")]
    return linux::sweep(mark, Patience::of(grace));
    #[cfg(not(target_os = "linux"))]
    {
        let _ = (mark, grace);
        Left::default()
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::{
        collections::BTreeSet,
        fs, thread,
        time::{Duration, Instant},
    };

    use kit::{activity::children_of, patience::Patience};

    use super::{Left, MARK, known};

    pub(super) fn sweep(mark: &str, mut grace: Patience) -> Left {
        let (mut ours, mut unmarked) = (BTreeSet::new(), BTreeSet::new());
        let mut until = None;
        loop {
            let guard = known();
            let Some(spared) = guard.as_ref() else {
                return Left::default();
            };
            let strays: Vec<(u32, Whose)> = children_of(std::process::id())
                .into_iter()
                .filter(|id| !spared.contains(id))
                .map(|id| (id, whose(id, mark)))
                .filter(|(_, whose)| *whose != Whose::NotOurs)
                .collect();
            if !grace.is_over() && strays.iter().any(|(id, _)| is_alive(*id)) {
                drop(guard);
                grace.pause(Duration::from_millis(1));
                continue;
            }
            for (id, whose) in &strays {
                if is_alive(*id) {
                    match whose {
                        Whose::Ours => ours.insert(*id),
                        _ => unmarked.insert(*id),
                    };
                }
                end(*id);
            }
            drop(guard);
            // A process that keeps making others could outlast this; the limit keeps the verdict in time.
            let until = until.get_or_insert_with(|| Instant::now() + Duration::from_secs(2));
            if strays.is_empty() || Instant::now() > *until {
                return Left {
                    ours: ours.len(),
                    unmarked: unmarked.len(),
                };
            }
            // They die at once, but not yet now; and their own children come to us next.
            thread::sleep(Duration::from_millis(1));
        }
    }

    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Whose {
        Ours,
        Unmarked,
        NotOurs,
    }

    /// Whether a stray is this run's. One that bears no mark at all has wiped its environment: it is
    /// some test's, unless it bears cargo's variables (a compiler's helper).
    fn whose(id: u32, mark: &str) -> Whose {
        let environment = fs::read(format!("/proc/{id}/environ")).unwrap_or_default();
        let mut variables = environment.split(|byte| *byte == 0);
        let marked = format!("{MARK}=");
        match variables
            .clone()
            .find(|variable| variable.starts_with(marked.as_bytes()))
        {
            Some(variable) if &variable[marked.len()..] == mark.as_bytes() => Whose::Ours,
            Some(_) => Whose::NotOurs,
            None if variables.any(|it| it.starts_with(b"CARGO_MANIFEST_DIR=")) => Whose::NotOurs,
            None => Whose::Unmarked,
        }
    }

    /// Whether it is more than an entry that nobody has collected.
    fn is_alive(id: u32) -> bool {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        let state = stat
            .rsplit(')')
            .next()
            .and_then(|rest| rest.trim_start().chars().next());
        !matches!(state, None | Some('Z' | 'X'))
    }

    fn end(id: u32) {
        let Ok(id) = libc::pid_t::try_from(id) else {
            return;
        };
        // SAFETY: both calls take numbers only. The number cannot belong to a stranger: it is that of a child
        // of ours which nobody else waits for, so it stays taken until the second call collects it.
        unsafe {
            libc::kill(id, libc::SIGKILL);
            libc::waitpid(id, std::ptr::null_mut(), libc::WNOHANG);
        }
    }
}
