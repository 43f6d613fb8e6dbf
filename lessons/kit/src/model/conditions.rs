//! What is to be explored, and under which conditions.

use std::{panic::Location, sync::Arc, time::Duration};

use super::log::Log;

/// The model's closure.
pub(crate) type Body = Arc<dyn Fn() + Send + Sync>;

/// What is to be explored, and under which conditions.
pub(crate) struct Conditions {
    pub(crate) body: Body,
    /// Where the model stands in the source.
    pub(crate) here: &'static Location<'static>,
    /// Processor time.
    pub(crate) budget: Duration,
    /// A model that uses nothing of `kit::sync` is refused.
    pub(crate) needs_sharing: bool,
    /// Waits with a time limit may end by it.
    pub(crate) time_passes: bool,
}

impl Conditions {
    /// The words for a model that uses nothing of `kit::sync`, judged by its first execution.
    pub(crate) fn shares_nothing(&self, first: &Log) -> Option<String> {
        if !self.needs_sharing {
            return None;
        }
        if !first.events.iter().any(|event| event.object.is_some()) {
            return Some(
                "this model uses nothing of kit::sync, so there is nothing to explore: every interleaving looks \
                 the same. Most likely the code goes around the kit: import `kit::sync` and `kit::thread` in \
                 place of `std::sync` and `std::thread`"
                    .into(),
            );
        }
        // In a lesson the model stands in the test and the code under test elsewhere.
        let of_a_lesson = self.here.file().contains("tests/race/");
        let used_elsewhere = first
            .events
            .iter()
            .filter(|event| event.object.is_some())
            .filter_map(|event| event.place)
            .any(|place| place.file != self.here.file());
        (of_a_lesson && !used_elsewhere).then(|| {
            "only the test uses kit::sync here, the code under test does not: it goes around the kit, and no \
             interleaving of it can be explored. Import `kit::sync` and `kit::thread` in place of `std::sync` \
             and `std::thread`"
                .into()
        })
    }
}
