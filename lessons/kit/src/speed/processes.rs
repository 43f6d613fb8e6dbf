//! Work that other processes do.

use super::{Case, Prepared};

/// A case whose subject has other processes do its work.
///
/// It is measured as any other; the processor time of children counts when they have been waited for. But the threads of
/// the measuring process tell nothing of what its children do, so after a *no* nobody looks where the time goes.
pub struct InProcesses<C>(pub C);

impl<C: Case> Case for InProcesses<C> {
    fn test(&self) -> &'static str {
        self.0.test()
    }

    fn workers(&self) -> usize {
        self.0.workers()
    }

    fn at_least(&self) -> f64 {
        self.0.at_least()
    }

    fn sizes(&self) -> (u64, u64) {
        self.0.sizes()
    }

    fn is_compared_with_itself(&self) -> bool {
        self.0.is_compared_with_itself()
    }

    fn works_in_processes(&self) -> bool {
        true
    }

    fn prepare<'a>(&'a self, size: u64, round: u64) -> Box<dyn Prepared + 'a> {
        self.0.prepare(size, round)
    }
}
