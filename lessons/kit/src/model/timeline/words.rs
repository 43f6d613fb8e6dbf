//! What a row says: the operation in words, with the learner's names and values.

use std::fmt::Write;

use super::{
    names::Names,
    replay::Replay,
    rows::{Deed, Row},
};
use crate::model::log::{Event, Log, Wake, Wanted, What};

/// Everything that words need to know.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) log: &'a Log,
    pub(super) names: &'a Names,
    pub(super) replay: &'a Replay,
    /// Memory orders are told only where the failure is about them.
    pub(super) with_orders: bool,
}

impl Words<'_> {
    /// The row's text: a verb in the third person first, as the lane names who.
    pub(super) fn row(&self, row: &Row) -> String {
        match row.deed {
            Deed::Does(event) => self.event(event),
            Deed::Holds { lock, unlock } => {
                self.holds(&self.log.events[lock], &self.log.events[unlock])
            }
            Deed::Stuck(event) => match self.log.events[event].what {
                What::Wait { .. } if self.replay.end().is_waiter(row.thread) => format!(
                    "waits on {}, for ever",
                    self.object(&self.log.events[event])
                ),
                _ => format!("waits {}", self.wish(event)),
            },
            Deed::Panics(_) => "panics".to_string(),
        }
    }

    fn object(&self, event: &Event) -> &str {
        event.object.map_or("?", |object| self.names.object(object))
    }

    fn sender(&self, event: &Event) -> &str {
        event.object.map_or("?", |object| self.names.sender(object))
    }

    fn receiver(&self, event: &Event) -> &str {
        event
            .object
            .map_or("?", |object| self.names.receiver(object))
    }

    /// What a thread waits for, and who is in the way: `for total, held by main`.
    fn wish(&self, index: usize) -> String {
        format!("{}{}", self.aim(index), self.holders(index))
    }

    /// What a thread waits for: `for total`.
    pub(super) fn aim(&self, index: usize) -> String {
        let event = &self.log.events[index];
        match event.what {
            What::Wants(wanted) if wanted.lock().is_some() => {
                format!("for {}", self.object(event))
            }
            What::Wants(Wanted::Message) => format!("for a message on {}", self.receiver(event)),
            What::Wants(Wanted::Room) => format!("for room in {}", self.sender(event)),
            What::Wants(Wanted::End(other)) if other == event.thread => {
                "for its own end".to_string()
            }
            What::Wants(Wanted::End(other)) => format!("for {} to end", self.names.thread(other)),
            What::Wants(Wanted::Unpark) => "to be unparked".to_string(),
            What::Wait { mutex } if !self.replay.end().is_waiter(event.thread) => {
                format!("for {} again", self.names.object(mutex))
            }
            _ => format!("on {}", self.object(event)),
        }
    }

    /// `, held by main`: who is in the way at the end.
    pub(super) fn holders(&self, wish: usize) -> String {
        let event = &self.log.events[wish];
        let wanted = match event.what {
            What::Wants(wanted) => event.object.zip(wanted.lock()),
            What::Wait { mutex } => Some((mutex, false)),
            _ => None,
        };
        let Some((object, shared)) = wanted else {
            return String::new();
        };
        let mut others: Vec<&str> = Vec::new();
        let mut itself = false;
        for hold in self.replay.end().in_the_way(object, shared) {
            let name = self.names.thread(hold.thread);
            if hold.thread == event.thread {
                itself = true;
            } else if !others.contains(&name) {
                others.push(name);
            }
        }
        match (itself, others.as_slice()) {
            (false, []) if shared => self.queue(object),
            (false, []) => String::new(),
            (true, []) => ", held by itself".to_string(),
            (false, others) => format!(", held by {}", join(others)),
            (true, others) => format!(", held by {} and itself", others.join(", ")),
        }
    }

    /// `, behind main's write`: who keeps readers out at the end although nobody writes.
    fn queue(&self, object: usize) -> String {
        let end = self.replay.end();
        let writers: Vec<&str> = end
            .queue(object)
            .map(|thread| self.names.thread(thread))
            .collect();
        match writers.as_slice() {
            [] => String::new(),
            [one] => format!(", behind {one}'s write"),
            many => format!(", behind the writes of {}", join(many)),
        }
    }

    /// Lock and unlock in one row.
    fn holds(&self, lock: &Event, unlock: &Event) -> String {
        let object = self.object(lock);
        let how = match lock.what {
            What::ReadLock => "read lock",
            What::WriteLock => "write lock",
            What::TryLock => "try_lock",
            _ => "locked",
        };
        let (before, after) = (lock.before.as_deref(), unlock.after.as_deref());
        match (unlock.wrote, before, after) {
            (true, Some(before), Some(after)) if before == after => {
                format!("writes {object}: {before} → {after} ({how})")
            }
            (true, Some(before), Some(after)) => {
                format!("changes {object}: {before} → {after} ({how})")
            }
            (true, ..) => format!("changes {object} ({how})"),
            (false, Some(before), _) => format!("reads {object} = {before} ({how})"),
            (false, None, _) => format!("looks into {object} ({how})"),
        }
    }

    fn event(&self, index: usize) -> String {
        let event = &self.log.events[index];
        let object = self.object(event);
        let before = event.before.as_deref();
        let value = |value: Option<&str>| value.map(|v| format!(" = {v}")).unwrap_or_default();
        let finds = before.map(|v| format!(", finds {v}")).unwrap_or_default();
        let change = match (before, event.after.as_deref()) {
            (Some(before), Some(after)) => format!(": {before} → {after}"),
            (None, Some(after)) => format!(": → {after}"),
            _ => String::new(),
        };
        let mut text = match &event.what {
            What::Load if event.stale => format!("reads {object}{}, an OLD VALUE", value(before)),
            What::Load => format!("reads {object}{}", value(before)),
            What::Store => format!("writes {object}{}", value(event.after.as_deref())),
            What::ReadModifyWrite(name) => format!("{name} {object}{change}"),
            What::Exchanged => format!("exchanges {object}{change}"),
            What::ExchangeFailed { for_nothing } => {
                let why = if *for_nothing { " for no reason" } else { "" };
                match before {
                    Some(value) => format!("exchange of {object} fails{why}: it is {value}"),
                    None => format!("exchange of {object} fails{why}"),
                }
            }
            What::Fence => "fence".to_string(),
            What::Wants(_) => format!("waits {}", self.wish(index)),
            What::Lock => format!("locks {object}{finds}"),
            What::TryLock => format!("try_lock {object} succeeds{finds}"),
            What::TryLockFailed => format!("try_lock {object} fails{}", self.taken_by(index)),
            What::PoisonSeen(true) => format!("finds {object} poisoned"),
            What::PoisonSeen(false) => format!("finds {object} not poisoned"),
            What::PoisonCleared => format!("clears the poison of {object}"),
            What::ReadLock => format!("read-locks {object}{finds}"),
            What::WriteLock => format!("write-locks {object}{finds}"),
            What::Unlock | What::WriteUnlock => format!("unlocks {object}{}", self.leaves(event)),
            What::ReadUnlock => format!("read-unlocks {object}"),
            What::Wait { mutex } => {
                format!("waits on {object}, unlocks {}", self.names.object(*mutex))
            }
            What::Woken { mutex, why } => {
                let how = wakes(*why, "wakes up");
                format!("{how}, locks {}{finds}", self.names.object(*mutex))
            }
            What::NotifyOne(woken) => {
                format!("notify_one {object}: {}", self.notified(index, *woken))
            }
            What::NotifyAll(woken) => {
                format!("notify_all {object}: {}", self.notified(index, *woken))
            }
            What::Send => match event.after.as_deref().or(before) {
                Some(value) => format!("sends {value} into {}", self.sender(event)),
                None => format!("sends into {}", self.sender(event)),
            },
            What::Full => format!("finds {} full", self.sender(event)),
            What::SendFailed => format!("send into {} fails: no receiver", self.sender(event)),
            What::Receive => match before.or(event.after.as_deref()) {
                Some(value) => format!("receives {value} from {}", self.receiver(event)),
                None => format!("receives from {}", self.receiver(event)),
            },
            What::Empty { timed_out: true } => {
                format!("times out: {} is empty", self.receiver(event))
            }
            What::Empty { timed_out: false } => format!("finds {} empty", self.receiver(event)),
            What::Disconnected => format!("{} is closed: no sender", self.receiver(event)),
            What::LastSenderDropped => format!("drops the last sender, {}", self.sender(event)),
            What::ReceiverDropped => format!("drops {}", self.receiver(event)),
            What::Spawn(child) => format!("starts {}", self.names.thread(*child)),
            What::Join(child) => format!("sees that {} has ended", self.names.thread(*child)),
            What::End => "ends".to_string(),
            What::Yield => "lets others go first".to_string(),
            What::Parked(why) => wakes(*why, "is unparked").to_string(),
            What::Unpark(other) => format!("unparks {}", self.names.thread(*other)),
            What::CellRead => format!("reads {object} (no lock)"),
            What::CellWrite => format!("changes {object} (no lock)"),
        };
        if let Some(order) = event.order.filter(|_| self.with_orders) {
            _ = write!(text, " ({order:?})");
        }
        text
    }

    /// What the holder of a lock leaves behind.
    fn leaves(&self, event: &Event) -> String {
        match (event.wrote, event.before.as_deref(), event.after.as_deref()) {
            (false, ..) => String::new(),
            (true, Some(before), Some(after)) => format!(": {before} → {after}"),
            (true, None, Some(after)) => format!(": → {after}"),
            (true, ..) => ", having changed it".to_string(),
        }
    }

    fn taken_by(&self, index: usize) -> String {
        let event = &self.log.events[index];
        let Some(object) = event.object else {
            return String::new();
        };
        match self.replay.before(index).in_the_way(object, false).next() {
            Some(hold) if hold.thread == event.thread => ": it holds it itself".to_string(),
            Some(hold) => format!(": {} holds it", self.names.thread(hold.thread)),
            None => String::new(),
        }
    }

    /// Whom a notification wakes.
    fn notified(&self, index: usize, woken: Option<usize>) -> String {
        let event = &self.log.events[index];
        let before = self.replay.before(index);
        let waiters: Vec<&str> = before
            .waiters
            .iter()
            .filter(|(_, on)| Some(*on) == event.object)
            .map(|(thread, _)| self.names.thread(*thread))
            .collect();
        let all = matches!(event.what, What::NotifyAll(_));
        match (woken, waiters.as_slice()) {
            (Some(0), _) | (None, []) => "nobody waits".to_string(),
            (_, [one]) => format!("wakes {one}"),
            (None, many) if all => format!("wakes {}", join(many)),
            (Some(count), many) if all && count == many.len() => format!("wakes {}", join(many)),
            (None | Some(1), [first, ..]) => {
                let woken = before.wakes(event).map(|thread| self.names.thread(thread));
                format!("wakes {}", woken.unwrap_or(first))
            }
            (Some(count), _) => format!("wakes {count}"),
        }
    }

    /// What a row does, as "…ing": `reading total`.
    pub(super) fn doing(&self, row: &Row) -> String {
        let Some(index) = row.event() else {
            return "the panic".to_string();
        };
        let event = &self.log.events[index];
        let object = self.object(event);
        match (&row.deed, &event.what) {
            (Deed::Holds { unlock, .. }, _) if self.log.events[*unlock].wrote => {
                format!("writing {object}")
            }
            (Deed::Holds { .. }, _) if event.before.is_some() => format!("reading {object}"),
            (Deed::Holds { .. }, _) => format!("looking into {object}"),
            (_, What::Load | What::CellRead) => format!("reading {object}"),
            (_, What::Store | What::CellWrite) => format!("writing {object}"),
            (_, What::ReadModifyWrite(name)) => format!("{name} on {object}"),
            (_, What::Exchanged | What::ExchangeFailed { .. }) => {
                format!("compare_exchange on {object}")
            }
            (_, What::Wants(wanted)) if wanted.lock().is_some() => {
                format!("locking {object}")
            }
            (
                _,
                What::Lock | What::TryLock | What::ReadLock | What::WriteLock | What::TryLockFailed,
            ) => {
                format!("locking {object}")
            }
            (_, What::Unlock | What::ReadUnlock | What::WriteUnlock) => {
                format!("unlocking {object}")
            }
            (_, What::Wait { .. }) => format!("waiting on {object}"),
            (_, What::Woken { .. }) => format!("waking up from {object}"),
            (_, What::NotifyOne(_) | What::NotifyAll(_)) => format!("notifying {object}"),
            (_, What::Send | What::SendFailed | What::Full | What::Wants(Wanted::Room)) => {
                format!("sending into {}", self.sender(event))
            }
            (
                _,
                What::Receive
                | What::Empty { .. }
                | What::Disconnected
                | What::Wants(Wanted::Message),
            ) => {
                format!("receiving from {}", self.receiver(event))
            }
            _ => "its next step".to_string(),
        }
    }
}

/// How a thread comes back from a wait.
fn wakes(why: Wake, called: &str) -> &str {
    match why {
        Wake::Called => called,
        Wake::TimedOut => "times out",
        Wake::ForNothing => "wakes up for no reason",
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn join(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_string(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
