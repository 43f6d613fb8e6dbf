//! One of the senders.

use std::{marker::PhantomData, sync::Arc};

use super::channel::Channel;
use crate::model::{current, log::What, recorder};

/// One of the senders.
pub(super) struct End<T> {
    pub(super) channel: Arc<Channel<T>>,
    /// Whether it may cross threads is said of what holds it.
    _not_auto: PhantomData<*const T>,
}

impl<T> End<T> {
    /// The first sender of a channel.
    pub(super) fn new(channel: Arc<Channel<T>>) -> Self {
        Self {
            channel,
            _not_auto: PhantomData,
        }
    }
}

impl<T> Clone for End<T> {
    fn clone(&self) -> Self {
        // Nobody can see at which moment one more sender of several appears.
        let object = self.channel.gate.object();
        self.channel.gate.at_once(|state| {
            state.senders += 1;
            recorder::senders(object, state.senders);
        });
        Self::new(Arc::clone(&self.channel))
    }
}

impl<T> Drop for End<T> {
    fn drop(&mut self) {
        if !current::is_active() {
            return;
        }
        let object = self.channel.gate.object();
        self.channel.gate.step(|state| {
            state.senders -= 1;
            state.gone.add();
            recorder::senders(object, state.senders);
            if state.senders == 0 {
                recorder::event(|| What::LastSenderDropped).on(object).log();
            }
        });
    }
}
