//! The alternatives at one choice, in a form that can be kept and compared.

use crate::{MAX_THREADS, ThreadId};

/// What could be chosen at one choice, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Menu {
    pub(crate) kind: MenuKind,
    /// Who came to the choice.
    pub(crate) thread: u8,
    /// How many alternatives there are, affordable or not.
    pub(crate) count: u16,
    /// Part of what that thread knew: a difference in values is seen before it makes one in the schedule.
    pub(crate) history: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MenuKind {
    /// Who goes on: sets of threads, a bit each.
    Switch { ready: u8, early: u8, polls: u8 },
    /// Which value a load finds.
    Load,
    /// A choice of the model's own.
    Other,
}

impl Menu {
    /// What is different now, in words.
    pub(crate) fn difference(&self, now: &Self) -> String {
        let thread = ThreadId(now.thread);
        if self.thread != now.thread {
            return format!(
                "{} came to a choice, the time before it was {}",
                thread,
                ThreadId(self.thread)
            );
        }
        if let (
            MenuKind::Switch { ready, .. },
            MenuKind::Switch {
                ready: now_ready, ..
            },
        ) = (self.kind, now.kind)
            && ready != now_ready
        {
            let other = (0..MAX_THREADS as u8)
                .find(|bit| (ready ^ now_ready) >> bit & 1 == 1)
                .map(ThreadId)
                .expect("the sets differ");
            return if now_ready >> other.0 & 1 == 1 {
                format!("{other} can go on, the time before it could not")
            } else {
                format!("{other} cannot go on, the time before it could")
            };
        }
        if self.history != now.history {
            return format!(
                "{thread} has found other values, or done other things, than the time before"
            );
        }
        if self.count != now.count {
            return format!(
                "{thread} has {} alternatives, the time before it had {}",
                now.count, self.count
            );
        }
        format!("{thread} came to a choice of another kind than the time before")
    }
}
