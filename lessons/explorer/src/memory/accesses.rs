//! The accesses to the cells of an execution.

use crate::{
    Access, Ending, Fingerprint, MAX_THREADS, ObjectId, ThreadId, execution::Execution,
    fingerprint::mix,
};

/// All cells of an execution.
#[derive(Default)]
pub(crate) struct Cells {
    all: Vec<Record>,
    /// The sum of their fingerprints.
    sum: u64,
}

/// The accesses to a cell that a later one could race with.
struct Record {
    identity: u64,
    /// Stands for the data: what the last writer knew.
    token: u64,
    write: Option<Stamp>,
    reads: [Option<Stamp>; MAX_THREADS],
    fingerprint: u64,
}

#[derive(Clone, Copy)]
struct Stamp {
    thread: u8,
    /// The thread's own time; others know of the access if they know of this time.
    time: u16,
    /// It is not over yet, so nobody can come after it. How deep, as one may begin inside another.
    open: u8,
    tag: u64,
}

impl Cells {
    pub(super) fn clear(&mut self) {
        self.all.clear();
        self.sum = 0;
    }

    pub(super) fn sum(&self) -> u64 {
        self.sum
    }

    fn update(&mut self, index: usize) {
        let record = &mut self.all[index];
        self.sum = self.sum.wrapping_sub(record.fingerprint);
        record.fingerprint = record.compute();
        self.sum = self.sum.wrapping_add(record.fingerprint);
    }
}

impl Record {
    fn compute(&self) -> u64 {
        let hash = mix(self.identity, self.token);
        let reads = self.reads.iter().flatten();
        self.write
            .iter()
            .chain(reads)
            .map(|stamp| {
                u64::from(stamp.thread) << 32 | u64::from(stamp.time) << 8 | u64::from(stamp.open)
            })
            .fold(hash, mix)
    }
}

impl Stamp {
    fn access(&self, writes: bool) -> Access {
        Access {
            thread: ThreadId(self.thread),
            writes,
            tag: self.tag,
        }
    }
}

impl Execution {
    pub(super) fn add_cell(&mut self, id: ObjectId) -> usize {
        let cells = &mut self.memory.cells;
        cells.all.push(Record {
            identity: id.fingerprint(),
            token: 0,
            write: None,
            reads: [None; MAX_THREADS],
            fingerprint: 0,
        });
        // What nobody has accessed adds nothing to the sum.
        cells.all.len() - 1
    }

    /// One more access by the current thread.
    fn tick(&mut self) -> u16 {
        if !self.has_memory_orders() {
            return 0;
        }
        let current = self.current;
        self.thread().memory.view.tick(current)
    }

    pub(super) fn begin_access(
        &mut self,
        index: usize,
        writes: bool,
        tag: u64,
    ) -> Result<(), Ending> {
        let current = self.current;
        let thread = self.current();
        if self.has_memory_orders() {
            let view = &self.threads[current].memory.view;
            let record = &self.memory.cells.all[index];
            let races = |stamp: &Stamp| {
                usize::from(stamp.thread) != current
                    && (stamp.open > 0 || view.time(stamp.thread.into()) < stamp.time)
            };
            let write = record.write.iter().find(|write| races(write));
            let read = || {
                record
                    .reads
                    .iter()
                    .flatten()
                    .find(|read| writes && races(read))
            };
            let first = write
                .map(|write| write.access(true))
                .or_else(|| read().map(|read| read.access(false)));
            if let Some(first) = first {
                let second = Access {
                    thread,
                    writes,
                    tag,
                };
                return Err(Ending::DataRace { first, second });
            }
        }
        let time = self.tick();
        let token = self.memory.cells.all[index].token;
        self.observe(mix(21 + u64::from(writes), token));
        let history = self.thread().history;
        let record = &mut self.memory.cells.all[index];
        if writes {
            record.token = history;
        }
        let stamp = Stamp {
            thread: thread.0,
            time,
            open: 1,
            tag,
        };
        if writes {
            record.write = Some(stamp);
        } else {
            let open = record.reads[current].map_or(0, |read| read.open);
            record.reads[current] = Some(Stamp {
                open: open + 1,
                ..stamp
            });
        }
        self.memory.cells.update(index);
        Ok(())
    }

    pub(super) fn end_access(&mut self, index: usize, writes: bool) {
        let current = self.current;
        // Whoever is to come after it must know of its end.
        let time = self.tick();
        let record = &mut self.memory.cells.all[index];
        let stamp = if writes {
            record.write.as_mut()
        } else {
            record.reads[current].as_mut()
        };
        if let Some(stamp) = stamp.filter(|stamp| usize::from(stamp.thread) == current) {
            stamp.time = time;
            stamp.open = stamp.open.saturating_sub(1);
        }
        self.memory.cells.update(index);
    }
}
