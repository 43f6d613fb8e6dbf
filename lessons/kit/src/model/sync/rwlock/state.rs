//! Who holds the lock, and what they leave.

use crate::model::{content::Content, engine::Trace, gate::State as Shared};

#[derive(Default, Hash)]
pub(super) struct State {
    pub(super) readers: usize,
    pub(super) writer: bool,
    /// Writers that wait for the readers to leave; nobody new may read before them.
    queued: usize,
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

/// What a thread waits for.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Wish {
    Read,
    /// To write, or to queue for it. Who comes while somebody writes might as well have come later.
    Come,
    Write,
}

impl Shared for State {
    type Wish = Wish;

    fn grants(&self, wish: Wish) -> bool {
        !self.writer
            && match wish {
                Wish::Read => self.queued == 0,
                Wish::Come => true,
                Wish::Write => self.readers == 0,
            }
    }
}

impl State {
    /// A writer comes: takes the lock, or queues for it if somebody reads.
    pub(super) fn come(&mut self) -> Option<Taken> {
        if self.grants(Wish::Write) {
            return Some(self.write());
        }
        self.queued += 1;
        None
    }

    /// A writer that has queued takes the lock, which must be free.
    pub(super) fn write_at_last(&mut self) -> Taken {
        self.queued -= 1;
        self.write()
    }

    /// Takes the lock, which must be free.
    pub(super) fn write(&mut self) -> Taken {
        self.writer = true;
        self.read.follow();
        self.taken()
    }

    /// Takes the lock, at which nobody may write or queue.
    pub(super) fn read(&mut self) -> Taken {
        self.readers += 1;
        self.taken()
    }

    fn taken(&mut self) -> Taken {
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
