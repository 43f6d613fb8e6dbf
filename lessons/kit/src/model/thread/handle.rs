//! Who a thread is.

use std::{cell::RefCell, fmt, sync::Arc};

use super::park::Token;
use crate::model::current as execution;

/// `std::thread::Thread`, recorded.
#[derive(Clone)]
pub struct Thread(Arc<Inside>);

struct Inside {
    id: ThreadId,
    number: usize,
    name: Option<String>,
    token: Token,
}

/// `std::thread::ThreadId`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ThreadId(usize);

impl fmt::Debug for ThreadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ThreadId({})", self.0)
    }
}

thread_local! {
    /// The threads of the execution with this number, in the order of their start.
    static THREADS: RefCell<(u64, Vec<Option<Thread>>)> = const { RefCell::new((0, Vec::new())) };
}

impl Thread {
    pub(crate) fn new(number: usize, name: Option<String>) -> Self {
        Self(Arc::new(Inside {
            id: ThreadId(number + 1), // as std's, they begin with 1
            number,
            name,
            token: Token::new(),
        }))
    }

    pub(crate) fn number(&self) -> usize {
        self.0.number
    }

    pub(crate) fn token(&self) -> &Token {
        &self.0.token
    }

    /// As std's.
    pub fn id(&self) -> ThreadId {
        self.0.id
    }

    /// As std's.
    pub fn name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// As std's.
    #[track_caller]
    pub fn unpark(&self) {
        super::park::unpark(self, std::panic::Location::caller());
    }
}

impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Thread")
            .field("id", &self.id())
            .field("name", &self.name())
            .finish_non_exhaustive()
    }
}

/// The current thread begins, as `thread`.
pub(crate) fn begin(thread: Thread) {
    let number = thread.number();
    with(|threads| {
        if threads.len() <= number {
            threads.resize(number + 1, None);
        }
        threads[number] = Some(thread);
    });
}

/// As std's.
#[track_caller]
pub fn current() -> Thread {
    execution::epoch();
    let number = execution::thread();
    let known = with(|threads| threads.get(number).cloned().flatten());
    known.unwrap_or_else(|| {
        // The first thread of an execution is started by nobody; std calls it so, too.
        let thread = Thread::new(number, Some("main".into()));
        begin(thread.clone());
        thread
    })
}

fn with<R>(look: impl FnOnce(&mut Vec<Option<Thread>>) -> R) -> R {
    let epoch = execution::epoch();
    THREADS.with_borrow_mut(|(of, threads)| {
        if *of != epoch {
            *of = epoch;
            threads.clear();
        }
        look(threads)
    })
}
