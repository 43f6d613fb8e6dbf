//! Given: the generator of a block. It tells whoever watches that somebody draws from it. Nothing to do here.
//!
//! The checks ask who draws: which threads, in which process, and whether all of them do it at the same time. The hits
//! do not tell: they are the same, whoever counts them. So a [`Stream`] reports its first number to whoever [`watch`]es.

use std::{convert::Infallible, sync::OnceLock};

use rand::TryRng;
use rand_xoshiro::Xoshiro256PlusPlus;

/// Whether this build can be watched: the checks can, what is to be fast cannot.
pub const WATCHED: bool = cfg!(debug_assertions);

static WATCHER: OnceLock<fn()> = OnceLock::new();

/// A generator of random numbers: xoshiro256++, from the place on at which its block begins.
#[derive(Clone, Debug)]
pub struct Stream {
    rng: Xoshiro256PlusPlus,
    untouched: bool,
}

impl Stream {
    pub(crate) fn new(rng: Xoshiro256PlusPlus) -> Self {
        Self {
            rng,
            untouched: true,
        }
    }

    fn touch(&mut self) {
        // Not in an optimised build: there it would cost half as much as the number itself.
        if WATCHED && self.untouched {
            self.untouched = false;
            tell();
        }
    }
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.touch();
        self.rng.try_next_u64()
    }

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.touch();
        self.rng.try_next_u32()
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.touch();
        self.rng.try_fill_bytes(bytes)
    }
}

#[cold]
fn tell() {
    if let Some(watcher) = WATCHER.get() {
        watcher();
    }
}

/// From now on, the first number of every [`Stream`] begins with a call of `watcher`, on the thread that draws it, if
/// the build is [`WATCHED`]. For the checks; the first watcher of a process stays.
///
/// Blocking: the watcher of the checks lets a thread wait until all others draw, too.
pub fn watch(watcher: fn()) {
    // A second watcher has nothing to say: the checks only ever have one.
    let _ = WATCHER.set(watcher);
}
