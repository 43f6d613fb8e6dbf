//! What one event does: a verb in the third person, and its object.

use std::fmt::Write;

use super::{Words, join};
use crate::model::log::{Event, Wake, Wanted, What};

impl Words<'_> {
    pub(super) fn event(&self, index: usize) -> String {
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
            What::TryLockFailed(wanted) => {
                let call = match wanted {
                    Wanted::Read => "try_read",
                    Wanted::Write => "try_write",
                    _ => "try_lock",
                };
                format!("{call} {object} fails{}", self.taken_by(index, *wanted))
            }
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

    /// Who is the reason that somebody did not get a lock: he has it, or he waits for it before a reader.
    fn taken_by(&self, index: usize, wanted: Wanted) -> String {
        let event = &self.log.events[index];
        let Some(object) = event.object else {
            return String::new();
        };
        let before = self.replay.before(index);
        let shared = wanted.lock().unwrap_or(false);
        let mut queue = before.queue(object).filter(|_| shared);
        match (before.in_the_way(object, shared).next(), queue.next()) {
            (Some(hold), _) if hold.thread == event.thread => ": it holds it itself".to_string(),
            (Some(hold), _) => format!(": {} holds it", self.names.thread(hold.thread)),
            (None, Some(writer)) => format!(": {} waits to write", self.names.thread(writer)),
            (None, None) => String::new(),
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
}

/// How a thread comes back from a wait.
fn wakes(why: Wake, called: &str) -> &str {
    match why {
        Wake::Called => called,
        Wake::TimedOut => "times out",
        Wake::ForNothing => "wakes up for no reason",
    }
}
