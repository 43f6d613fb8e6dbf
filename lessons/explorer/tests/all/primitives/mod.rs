//! What a facade builds over the engine, as small as it can be.

mod channel;
mod condvar;
mod mutex;
mod permit;
mod rwlock;

pub(crate) use channel::Channel;
pub(crate) use condvar::Condvar;
pub(crate) use mutex::Mutex;
pub(crate) use permit::Permit;
pub(crate) use rwlock::RwLock;
