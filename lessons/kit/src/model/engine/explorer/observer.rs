//! Follows the executions from inside, for the log.

use std::sync::Arc;

use explorer::ThreadId;

use super::execution::Told;
use crate::model::recorder;

/// Follows the executions from inside, for the log.
pub(super) struct Observer(pub(super) Arc<Told>);

impl explorer::Observer for Observer {
    fn begins(&self) {
        self.0.begins();
    }

    fn switches(&self, _from: ThreadId, _to: ThreadId, interrupted: bool) {
        if interrupted {
            recorder::interrupted();
        }
    }

    fn ends(&self, failed: bool) {
        self.0.ends(failed);
    }
}
