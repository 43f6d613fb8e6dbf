//! Threads.

use explorer::ThreadId;

use super::{Call, place};
use crate::model::current;

/// A thread that can be joined.
#[derive(Debug)]
pub(crate) struct Child(ThreadId);

pub(crate) fn spawn(body: impl FnOnce() + Send + 'static) -> Child {
    let _call = Call::begin();
    Child(explorer::spawn(move || {
        place::begins(explorer::current());
        current::set_in_engine(false);
        body();
        current::set_in_engine(true);
    }))
}

impl Child {
    #[track_caller]
    pub(crate) fn join(self) {
        let _call = Call::begin();
        explorer::join(self.0);
    }
}
