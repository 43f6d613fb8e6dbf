//! Who holds the lock, and what they leave.

use crate::model::{content::Content, engine::Trace, gate::State as Shared};

#[derive(Default, Hash)]
pub(super) struct State {
    pub(super) readers: usize,
    pub(super) writer: bool,
    pub(super) poisoned: bool,
    /// Of the last writer.
    written: Trace,
    /// Of all readers since.
    read: Trace,
}

/// What somebody learns who takes the lock.
#[derive(Hash)]
pub(super) struct Taken {
    pub(super) poisoned: bool,
    /// What he finds; see [`Trace::found`].
    pub(super) found: Option<u64>,
}

impl Shared for State {
    /// Whether to write, not only to read.
    type Wish = bool;

    fn grants(&self, write: bool) -> bool {
        !self.writer && (!write || self.readers == 0)
    }
}

impl State {
    /// Takes the lock, which must be free.
    pub(super) fn take(&mut self, write: bool) -> Taken {
        if write {
            self.writer = true;
            self.read.follow();
        } else {
            self.readers += 1;
        }
        self.written.follow();
        Taken {
            poisoned: self.poisoned,
            found: self.written.found(),
        }
    }

    /// A reader lets go.
    pub(super) fn leave_reader(&mut self) {
        self.readers -= 1;
        self.read.add();
    }

    /// The writer lets go, or goes on as a reader.
    pub(super) fn leave_writer(&mut self, content: Content) {
        self.writer = false;
        self.written.leave(content);
        self.read = Trace::default(); // a writer has seen all of it, and leaves that as well
    }
}
