//! Channels.

mod channel;
mod end;
mod iter;
mod state;

use std::{
    fmt,
    marker::PhantomData,
    panic::{Location, RefUnwindSafe, UnwindSafe},
    sync::Arc,
    time::{Duration, Instant},
};

pub use std::sync::mpsc::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};

pub use iter::{IntoIter, Iter, TryIter};

use self::{channel::Channel, end::End};
use crate::model::{current, gate::Early, recorder::At};

/// `std::sync::mpsc::Sender`, recorded.
pub struct Sender<T>(End<T>);
/// `std::sync::mpsc::SyncSender`, recorded.
pub struct SyncSender<T>(End<T>);
/// `std::sync::mpsc::Receiver`, recorded.
pub struct Receiver<T> {
    channel: Arc<Channel<T>>,
    /// Not `Sync`, as std's.
    _one_thread: PhantomData<std::cell::Cell<()>>,
}

// SAFETY: as std's: a channel hands messages over, and hands out no reference to one.
unsafe impl<T: Send> Send for Sender<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Sender<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Send for SyncSender<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for SyncSender<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Send for Receiver<T> {}
impl<T> UnwindSafe for Sender<T> {}
impl<T> RefUnwindSafe for Sender<T> {}
impl<T> UnwindSafe for SyncSender<T> {}
impl<T> RefUnwindSafe for SyncSender<T> {}
impl<T> UnwindSafe for Receiver<T> {}
impl<T> RefUnwindSafe for Receiver<T> {}

/// As std's.
#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = ends(None, Location::caller());
    (Sender(sender), receiver)
}

/// As std's; a capacity of 0 hands over from hand to hand.
#[track_caller]
pub fn sync_channel<T>(capacity: usize) -> (SyncSender<T>, Receiver<T>) {
    let (sender, receiver) = ends(Some(capacity), Location::caller());
    (SyncSender(sender), receiver)
}

#[track_caller]
fn ends<T>(capacity: Option<usize>, made: At) -> (End<T>, Receiver<T>) {
    let channel = Channel::new(capacity, made);
    let receiver = Receiver {
        channel: Arc::clone(&channel),
        _one_thread: PhantomData,
    };
    (End::new(channel), receiver)
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        if current::is_active() {
            self.channel.close();
        }
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Clone for SyncSender<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Sender<T> {
    /// As std's.
    ///
    /// # Errors
    ///
    /// With the message, if the receiver is gone.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        self.0.channel.send(message, Location::caller())
    }
}

impl<T> SyncSender<T> {
    /// As std's.
    ///
    /// # Errors
    ///
    /// With the message, if the receiver is gone.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        self.0.channel.send(message, Location::caller())
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// With the message, if there is no room or the receiver is gone.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        self.0.channel.try_send(message, Location::caller())
    }
}

impl<T> Receiver<T> {
    /// As std's.
    ///
    /// # Errors
    ///
    /// If there is no message and no sender.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        self.channel
            .receive(Early::Never, Location::caller())
            .map_err(|_| RecvError)
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If there is no message.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.channel.try_receive(Location::caller())
    }

    /// As std's; the time may be over at any moment, and is when no thread of the model can go on otherwise.
    ///
    /// # Errors
    ///
    /// If there is no message in time, or no sender.
    #[track_caller]
    pub fn recv_timeout(&self, _limit: Duration) -> Result<T, RecvTimeoutError> {
        self.channel.receive(Early::in_time(), Location::caller())
    }

    /// As std's, on nightly; the time may be over at any moment, and is when no thread of the model can go on otherwise.
    ///
    /// # Errors
    ///
    /// If there is no message in time, or no sender.
    #[track_caller]
    pub fn recv_deadline(&self, _deadline: Instant) -> Result<T, RecvTimeoutError> {
        self.channel.receive(Early::in_time(), Location::caller())
    }

    /// As std's.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter(self)
    }

    /// As std's.
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter(self)
    }
}

macro_rules! debug {
    ($($name:ident)*) => { $(
        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )* };
}
debug!(Sender SyncSender Receiver);
