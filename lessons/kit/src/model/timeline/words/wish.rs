//! What a thread waits for, and who is in the way.

use super::{Words, join};
use crate::model::log::{Wanted, What};

impl Words<'_> {
    /// What a thread waits for, and who is in the way: `for total, held by main`.
    pub(super) fn wish(&self, index: usize) -> String {
        format!("{}{}", self.aim(index), self.holders(index))
    }

    /// What a thread waits for: `for total`.
    pub(in crate::model::timeline) fn aim(&self, index: usize) -> String {
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
    pub(in crate::model::timeline) fn holders(&self, wish: usize) -> String {
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
}
