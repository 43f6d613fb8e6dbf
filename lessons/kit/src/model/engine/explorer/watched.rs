//! A cell whose accesses are checked.

use explorer::Cell;

use super::{Call, place};
use crate::model::recorder::{self, At};

/// Notices two accesses that nothing orders.
pub(crate) struct Watched(Cell);

impl Watched {
    pub(crate) fn new(address: usize) -> Self {
        let _call = Call::begin();
        Self(Cell::with_identity(place::name(address)))
    }

    /// Calls `access` while this thread reads.
    pub(crate) fn read<R>(&self, _at: At, access: impl FnOnce() -> R) -> R {
        let call = Call::begin();
        self.0.begin_read(recorder::last_event() as u64);
        drop(call);
        let answer = access();
        self.0.end_read();
        answer
    }

    /// Calls `access` while this thread writes.
    pub(crate) fn write<R>(&self, _at: At, access: impl FnOnce() -> R) -> R {
        let call = Call::begin();
        self.0.begin_write(recorder::last_event() as u64);
        drop(call);
        let answer = access();
        self.0.end_write();
        answer
    }
}
