//! An exhaustive model checker for small multithreaded programs.
//!
//! A model runs again and again, each time under another schedule, until every schedule within a bound has
//! been tried or one has failed. All threads of the model are coroutines on one OS thread, so an execution is
//! decided by nothing but a list of choices: it can be stopped, counted, compared and run once more.
//!
//! The engine knows no mutex and no channel. It knows one thing: a thread runs until [`when`], its next
//! *scheduling point*, and goes on only when its condition holds and the engine picks it. What lies between two
//! scheduling points is one indivisible step. Every primitive is a few lines over that:
//!
//! ```
//! use explorer::{Explorer, Object, Waiting, when};
//! use std::rc::Rc;
//!
//! struct Lock(Object<bool>);
//!
//! impl Lock {
//!     fn acquire(&self) {
//!         let waiting = Waiting::new("a lock").object(self.0.id());
//!         when(waiting, &|| self.0.look(|taken| !taken), None);
//!         self.0.with(|taken| *taken = true);
//!     }
//!     fn release(&self) {
//!         self.0.with(|taken| *taken = false);
//!     }
//! }
//!
//! let exploration = Explorer::new().run((), || {
//!     let lock = Rc::new(Lock(Object::new(false)));
//!     let other = explorer::spawn({
//!         let lock = Rc::clone(&lock);
//!         move || {
//!             lock.acquire();
//!             lock.release();
//!         }
//!     });
//!     lock.acquire();
//!     lock.release();
//!     explorer::join(other);
//! });
//! assert!(exploration.is_proven());
//! ```
//!
//! # The parts
//!
//! - The search: [`Explorer`], what it answers ([`Exploration`]) and how it is watched ([`Observer`], [`Run`]).
//! - Threads and steps: [`spawn`], [`join`], [`when`], [`yield_now`], [`choose`].
//! - State: [`Object`] and [`Fingerprint`]; what a thread knows: [`observe`] and [`history`].
//! - Memory orders: [`Register`], [`fence`], [`Cell`], [`View`].
//!
//! The README says what is modelled, what is approximated, and what is refused.

mod budget;
mod choice;
mod clock;

mod difference;
mod end;
mod ending;
mod execution;
mod exploration;
mod explorer;
mod fiber;
mod fingerprint;
mod knowledge;
mod memory;
mod menu;
mod object;
mod observer;
mod overflow;
mod pace;
mod path;
mod pending;
mod poll;
mod quiet;
mod run;
mod schedule;
mod scheduler;
mod search;
mod seen;
mod thread;
mod threads;
mod waiting;
mod ways;
mod worker;

pub use choice::{Price, choose, rarely};
pub use difference::Difference;
pub use end::{fail, leave_out, refuse};
pub use ending::{Access, Ending, Stuck};
pub use execution::{is_active, is_recording, phase};
pub use exploration::{Exploration, Failure, Finished, Refusal};
pub use explorer::Explorer;
pub use fingerprint::{Fingerprint, mix};
pub use knowledge::{history, observe, wrote};
pub use memory::{Cell, Found, Register, View, fence};
pub use object::{Object, ObjectId};
pub use observer::Observer;
pub use poll::{looked, looked_at, yield_at, yield_now};
pub use quiet::quiet_panics;
pub use run::Run;
pub use schedule::{ParseScheduleError, Phase, Schedule};
pub use scheduler::{needs_release_points, point, release_point, release_points, sleep, when};
pub use thread::{MAX_THREADS, ThreadId};
pub use threads::{current, is_done, join, last_view, spawn};
pub use waiting::{Early, EarlyKind, Waiting, Wake};

/// The README's examples are tests as well.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
