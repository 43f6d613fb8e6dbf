//! What a row does, as "…ing".

use super::Words;
use crate::model::{
    log::{Wanted, What},
    timeline::rows::{Deed, Row},
};

impl Words<'_> {
    /// What a row does, as "…ing": `reading total`.
    pub(in crate::model::timeline) fn doing(&self, row: &Row) -> String {
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
                What::Lock
                | What::TryLock
                | What::ReadLock
                | What::WriteLock
                | What::TryLockFailed(_),
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
