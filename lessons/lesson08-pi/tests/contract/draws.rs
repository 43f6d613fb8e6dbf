//! Who draws, seen on the thread that draws: at the first number of each block.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ::kit::case::note;
use ::lesson08::stream::{WATCHED, watch};

type Look = Arc<dyn Fn() + Send + Sync>;

static LOOK: Mutex<Option<Look>> = Mutex::new(None);

/// Does `work`. While it lasts, whoever draws the first number of a block calls `look` before.
///
/// `None` where nobody can look (a note says so).
pub(crate) fn watched<R>(
    look: impl Fn() + Send + Sync + 'static,
    work: impl FnOnce() -> R,
) -> Option<R> {
    if !WATCHED {
        note("who draws is not checked in an optimised build");
        return None;
    }
    watch(|| {
        let look = lock().clone();
        if let Some(look) = look {
            look();
        }
    });
    *lock() = Some(Arc::new(look));
    let _over = LookAway;
    Some(work())
}

/// Also when the work panics: what the next test draws is its own business.
struct LookAway;

impl Drop for LookAway {
    fn drop(&mut self) {
        *lock() = None;
    }
}

fn lock() -> MutexGuard<'static, Option<Look>> {
    LOOK.lock().unwrap_or_else(PoisonError::into_inner)
}
