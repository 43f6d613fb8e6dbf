//! State that threads share.

use std::{cell::RefCell, fmt};

use crate::{
    Fingerprint,
    end::{Stop, stop},
    execution::{Execution, try_with, with},
    exploration::Refusal,
    fingerprint::mix,
};

/// Names an [`Object`], a [`Register`](crate::Register) or a [`Cell`](crate::Cell) within its execution.
///
/// It consists of the thread that made it and a count of that thread's, so it is the same in every schedule in
/// which that thread has done the same; or it is a number that the maker gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(Name);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Name {
    Counted { thread: u8, number: u32 },
    Given(u64),
}

impl ObjectId {
    /// No object; the numbers of objects begin at 1.
    pub(crate) const NONE: Self = Self(Name::Counted {
        thread: 0,
        number: 0,
    });

    pub(crate) const fn given(identity: u64) -> Self {
        Self(Name::Given(identity))
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Name::Counted { thread, number } => write!(f, "object {thread}.{number}"),
            Name::Given(identity) => write!(f, "object {identity:#x}"),
        }
    }
}

impl Fingerprint for ObjectId {
    fn fingerprint(&self) -> u64 {
        match self.0 {
            Name::Counted { thread, number } => mix(thread.into(), number.into()),
            Name::Given(identity) => mix(22, identity),
        }
    }
}

/// State that threads share, and that the engine can tell from other states.
///
/// It belongs to the execution that made it. Using it is no scheduling point: call [`when`](crate::when) first.
#[derive(Debug)]
pub struct Object<S: Fingerprint> {
    epoch: u64,
    slot: usize,
    id: ObjectId,
    state: RefCell<S>,
}

impl<S: Fingerprint> Object<S> {
    /// A new object, made by the current thread.
    #[track_caller]
    pub fn new(state: S) -> Self {
        let id = with(Execution::new_id);
        Self::named(id, state)
    }

    /// An object with an identity of the caller's, for what is made late, by whichever thread comes first.
    ///
    /// To be made is then no event, and a state in which it has not been made counts as the one in which nothing has
    /// happened to it. So in all executions the same identity must begin with the same state, and
    /// no two objects of an execution may have the same.
    #[track_caller]
    pub fn with_identity(identity: u64, state: S) -> Self {
        Self::named(ObjectId::given(identity), state)
    }

    #[track_caller]
    fn named(id: ObjectId, state: S) -> Self {
        let fingerprint = state.fingerprint();
        let (epoch, slot) = with(|x| (x.epoch, x.objects.add(id, fingerprint)));
        Self {
            epoch,
            slot,
            id,
            state: RefCell::new(state),
        }
    }

    /// Its name.
    pub const fn id(&self) -> ObjectId {
        self.id
    }

    /// Changes the state, or just looks at it.
    ///
    /// `change` must not come back to this object, nor to a scheduling point.
    #[track_caller]
    pub fn with<R>(&self, change: impl FnOnce(&mut S) -> R) -> R {
        self.must_be_of_this_execution();
        let mut state = self.state.borrow_mut();
        let answer = change(&mut state);
        let fingerprint = state.fingerprint();
        with(|x| {
            if let Some((from, to)) = x.objects.set(self.slot, fingerprint) {
                x.change(from, to);
            }
        });
        answer
    }

    /// Looks at the state: what conditions do.
    #[track_caller]
    pub fn look<R>(&self, look: impl FnOnce(&S) -> R) -> R {
        look(&self.state.borrow())
    }

    /// An object that outlives its execution, in a static say, would carry its state into the next.
    #[track_caller]
    fn must_be_of_this_execution(&self) {
        if with(|x| x.epoch) != self.epoch {
            stop(Stop::Refused(Refusal::ObjectOfEarlierExecution));
        }
    }
}

impl<S: Fingerprint> Drop for Object<S> {
    fn drop(&mut self) {
        // What nobody can reach any more does not make two states different.
        try_with(|x| {
            if x.epoch == self.epoch {
                x.objects.remove(self.slot);
            }
        });
    }
}

/// The fingerprints of all objects of an execution.
#[derive(Default)]
pub(crate) struct Objects {
    all: Vec<Entry>,
    /// The sum of their marks: the order in which objects were made is no part of the state.
    sum: u64,
}

struct Entry {
    identity: u64,
    /// The mark of the first state, which is subtracted: what nothing has happened to adds nothing.
    first: u64,
    mark: u64,
}

impl Entry {
    fn mark(&self, fingerprint: u64) -> u64 {
        mix(self.identity, fingerprint).wrapping_sub(self.first)
    }
}

impl Objects {
    pub(crate) fn clear(&mut self) {
        self.all.clear();
        self.sum = 0;
    }

    pub(crate) fn sum(&self) -> u64 {
        self.sum
    }

    pub(crate) fn add(&mut self, id: ObjectId, fingerprint: u64) -> usize {
        let identity = id.fingerprint();
        self.all.push(Entry {
            identity,
            first: mix(identity, fingerprint),
            mark: 0,
        });
        self.all.len() - 1
    }

    /// The marks before and after, if they differ.
    pub(crate) fn set(&mut self, slot: usize, fingerprint: u64) -> Option<(u64, u64)> {
        let entry = &mut self.all[slot];
        let from = entry.mark;
        let to = entry.mark(fingerprint);
        entry.mark = to;
        self.sum = self.sum.wrapping_sub(from).wrapping_add(to);
        (from != to).then_some((from, to))
    }

    fn remove(&mut self, slot: usize) {
        let mark = &mut self.all[slot].mark;
        self.sum = self.sum.wrapping_sub(*mark);
        *mark = 0;
    }
}

impl Execution {
    pub(crate) fn new_id(&mut self) -> ObjectId {
        let thread = self.current().0;
        let maker = self.thread();
        maker.made += 1;
        let number = maker.made;
        // That the object did not exist before is something the thread knows from now on.
        maker.history = mix(maker.history, mix(10, number));
        ObjectId(Name::Counted {
            thread,
            number: u32::try_from(number).expect("fewer objects than that"),
        })
    }
}
