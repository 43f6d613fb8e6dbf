//! Threads with a name.

use std::{io, panic::Location};

use super::{JoinHandle, Scope, ScopedJoinHandle, start};

/// `std::thread::Builder`, recorded.
#[derive(Debug, Default)]
#[must_use = "must eventually spawn the thread"]
pub struct Builder {
    name: Option<String>,
}

impl Builder {
    /// As std's.
    pub fn new() -> Self {
        Self::default()
    }

    /// As std's.
    pub fn name(self, name: String) -> Self {
        Self { name: Some(name) }
    }

    /// As std's; a model thread's stack has one size.
    pub fn stack_size(self, _bytes: usize) -> Self {
        self
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// Never: a model with too many threads ends in words.
    ///
    /// # Panics
    ///
    /// Panics if the name holds a NUL byte.
    #[track_caller]
    pub fn spawn<F, T>(self, work: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        // SAFETY: nothing that the thread uses ends before the program.
        Ok(JoinHandle(unsafe {
            start(work, self.checked_name(), Location::caller())
        }))
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// Never: a model with too many threads ends in words.
    ///
    /// # Panics
    ///
    /// Panics if the name holds a NUL byte.
    #[track_caller]
    pub fn spawn_scoped<'scope, 'env, F, T>(
        self,
        scope: &'scope Scope<'scope, 'env>,
        work: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        Ok(scope.start(work, self.checked_name(), Location::caller()))
    }

    #[track_caller]
    fn checked_name(self) -> Option<String> {
        if self.name.as_ref().is_some_and(|name| name.contains('\0')) {
            panic!("thread name may not contain interior null bytes");
        }
        self.name
    }
}
