//! Coroutines with stacks of their own, kept and used again.

use std::{
    cell::{Cell, RefCell},
    ptr,
};

use corosensei::{
    CoroutineResult, Yielder,
    stack::{DefaultStack, Stack},
    trap::CoroutineTrapHandler,
};

use crate::{execution::with, overflow};

/// What the code on a fiber gives back when it stops running.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Turn {
    /// That thread goes on.
    To(usize),
    /// All threads are done.
    Over,
    /// The execution was stopped.
    Stop,
    /// The fiber's stack was too small; nobody gives this back of his own will.
    Overflow,
}

/// What runs on a fiber.
pub(crate) type Job = Box<dyn FnOnce() -> Turn>;

type Coroutine = corosensei::Coroutine<(), Turn, Turn>;

/// A coroutine that does one job after the other.
pub(crate) struct Fiber {
    coroutine: RefCell<Option<Coroutine>>,
    job: Cell<Option<Job>>,
    yielder: Cell<*const Yielder<(), Turn>>,
    /// Lets the handler of faults take the fiber off its stack.
    pub(crate) trap: Cell<Option<CoroutineTrapHandler<Turn>>>,
    /// The lowest address of the stack, where its guard page begins.
    pub(crate) limit: Cell<usize>,
}

impl Fiber {
    /// On the heap, where it stays: the coroutine knows its address.
    fn new(stack: DefaultStack) -> Box<Self> {
        let fiber = Box::new(Self {
            coroutine: RefCell::new(None),
            job: Cell::new(None),
            yielder: Cell::new(ptr::null()),
            trap: Cell::new(None),
            limit: Cell::new(stack.limit().get()),
        });
        let address = ptr::from_ref(&*fiber);
        let coroutine = Coroutine::with_stack(stack, move |yielder, ()| {
            // SAFETY: the fiber owns this coroutine and stays where it is, so it is there while this runs.
            let fiber = unsafe { &*address };
            fiber.yielder.set(yielder);
            loop {
                let job = fiber.job.take().expect("resumed with a job");
                yielder.suspend(job());
            }
        });
        fiber.trap.set(Some(coroutine.trap_handler()));
        fiber.coroutine.replace(Some(coroutine));
        fiber
    }

    /// Goes on with what this fiber was doing.
    fn resume(&self) -> Turn {
        let _running = overflow::watch(self);
        let mut coroutine = self.coroutine.borrow_mut();
        match coroutine.as_mut().expect("made in `new`").resume(()) {
            CoroutineResult::Yield(turn) | CoroutineResult::Return(turn) => turn,
        }
    }

    /// Gives up what this fiber was doing and takes its stack for a new one.
    fn recycle(self) -> Box<Self> {
        let mut coroutine = self.coroutine.take().expect("made in `new`");
        // SAFETY: what is on the stack is never used again, nor dropped: the execution that it belongs to was
        // stopped, and conditions that lie there are asked only in that execution.
        unsafe { coroutine.force_reset() };
        Self::new(coroutine.into_stack())
    }
}

/// Fibers, those that have something to do and those that have not.
#[derive(Default)]
pub(crate) struct Pool {
    #[expect(clippy::vec_box, reason = "a coroutine knows the address of its fiber")]
    fibers: Vec<Box<Fiber>>,
    free: Vec<usize>,
}

impl Pool {
    /// A fiber that will do `job`.
    pub(crate) fn take(&mut self, stack_size: usize, job: Job) -> usize {
        let index = self.free.pop().unwrap_or_else(|| {
            let stack = DefaultStack::new(stack_size).expect("memory for the stack of a thread");
            self.fibers.push(Fiber::new(stack));
            self.fibers.len() - 1
        });
        self.fibers[index].job.set(Some(job));
        index
    }

    /// These fibers have done their jobs.
    pub(crate) fn give_back(&mut self, fibers: impl IntoIterator<Item = usize>) {
        self.free.extend(fibers);
    }

    /// Makes fibers free that are in the middle of a job, which is left as it is for ever.
    pub(crate) fn give_up(&mut self, fibers: impl IntoIterator<Item = usize>) {
        for index in fibers {
            let fiber = self.fibers.swap_remove(index);
            self.fibers.push(fiber.recycle());
            let last = self.fibers.len() - 1;
            self.fibers.swap(index, last);
            self.free.push(index);
        }
    }

    fn address(&self, index: usize) -> *const Fiber {
        ptr::from_ref(&*self.fibers[index])
    }
}

/// Lets the current thread of the execution run until it stops.
pub(crate) fn resume() -> Turn {
    let fiber = with(|x| x.fibers.address(x.threads[x.current].fiber));
    // SAFETY: fibers stay where they are and are not given back before this execution is over. What runs there
    // may use the execution, so no borrow of it is kept here.
    unsafe { (*fiber).resume() }
}

/// Stops the current thread of the model, and comes back when it is resumed.
pub(crate) fn suspend(turn: Turn) {
    let yielder = overflow::running()
        .expect("in a thread of the model")
        .yielder
        .get();
    // SAFETY: this code runs on that fiber, so its coroutine has set this, and lives.
    unsafe { (*yielder).suspend(turn) };
}
