//! Data that is shared without a lock, and the races for it.

use crate::{
    ObjectId, Refusal,
    end::{Stop, stop},
    execution::{Execution, with},
};

/// Watches accesses to data that nothing guards.
///
/// When two of them, at least one a write, are not ordered by anything, the execution ends with
/// [`Ending::DataRace`](crate::Ending::DataRace).
///
/// An access is no scheduling point. Races are looked for in the phase of memory orders. A tag is the caller's
/// own, such as the place of the access in a log; the report of a race carries both.
#[derive(Debug)]
pub struct Cell {
    epoch: u64,
    index: usize,
    id: ObjectId,
}

impl Cell {
    /// A cell that nobody has accessed. Where making it also fills it, let a [`write`](Self::write) follow.
    #[must_use]
    #[track_caller]
    #[expect(
        clippy::new_without_default,
        reason = "to make one is an event of the execution"
    )]
    pub fn new() -> Self {
        let id = with(Execution::new_id);
        Self::named(id)
    }

    /// A cell with an identity of the caller's; see [`Object::with_identity`](crate::Object::with_identity).
    #[must_use]
    #[track_caller]
    pub fn with_identity(identity: u64) -> Self {
        Self::named(ObjectId::given(identity))
    }

    #[track_caller]
    fn named(id: ObjectId) -> Self {
        with(|x| {
            x.uses.memory_orders = true;
            Self {
                epoch: x.epoch,
                index: x.add_cell(id),
                id,
            }
        })
    }

    /// Its name.
    #[must_use]
    pub const fn id(&self) -> ObjectId {
        self.id
    }

    /// A read that is over at once.
    #[track_caller]
    pub fn read(&self, tag: u64) {
        self.begin_read(tag);
        self.end_read();
    }

    /// A write that is over at once.
    #[track_caller]
    pub fn write(&self, tag: u64) {
        self.begin_write(tag);
        self.end_write();
    }

    /// A read begins, and goes on until [`end_read`](Self::end_read) whatever its thread does meanwhile.
    #[track_caller]
    pub fn begin_read(&self, tag: u64) {
        self.begin(false, tag);
    }

    /// The read is over.
    #[track_caller]
    pub fn end_read(&self) {
        with(|x| x.end_access(self.index, false));
    }

    /// A write begins, and goes on until [`end_write`](Self::end_write).
    #[track_caller]
    pub fn begin_write(&self, tag: u64) {
        self.begin(true, tag);
    }

    /// The write is over.
    #[track_caller]
    pub fn end_write(&self) {
        with(|x| x.end_access(self.index, true));
    }

    #[track_caller]
    fn begin(&self, writes: bool, tag: u64) {
        if with(|x| x.epoch) != self.epoch {
            stop(Stop::Refused(Refusal::ObjectOfEarlierExecution));
        }
        if let Err(race) = with(|x| x.begin_access(self.index, writes, tag)) {
            stop(Stop::Failed(race));
        }
    }
}
