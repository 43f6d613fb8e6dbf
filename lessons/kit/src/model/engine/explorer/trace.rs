//! What a thread leaves for whoever comes after it.

use std::hash::{Hash, Hasher};

use explorer::{Fingerprint, View};

use crate::model::content::Content;

/// What a thread leaves for whoever comes after it: what it knew, so that equal states can be told from others, and what it
/// had done, which from then on happened before.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trace {
    /// Stands for the data.
    token: u64,
    view: View,
}

impl Hash for Trace {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.token.hash(state);
        self.view.fingerprint().hash(state);
    }
}

impl Trace {
    /// The current thread leaves this behind, and what it knows.
    pub(crate) fn leave(&mut self, content: Content) {
        match content {
            Content::Same => {}
            Content::Value(hash) => self.token = explorer::mix(1, hash),
            Content::New => self.token = explorer::mix(2, explorer::history()),
        }
        self.view = View::publish();
    }

    /// The current thread leaves what it knows, besides what others have left.
    pub(crate) fn add(&mut self) {
        self.view.join(&View::publish());
    }

    /// The current thread comes upon it.
    pub(crate) fn follow(&self) {
        explorer::observe(self.token);
        self.view.see();
    }

    /// What a look at it finds; `None` where the engine needs no help to know who polls.
    #[expect(
        clippy::unnecessary_wraps,
        reason = "the other engine has nothing to say"
    )]
    pub(crate) fn found(&self) -> Option<u64> {
        Some(self.token)
    }

    /// The same again says that the data is as it was.
    pub(super) fn token(&self) -> u64 {
        self.token
    }
}
