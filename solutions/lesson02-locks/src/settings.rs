//! Exercise `settings`: read by many, changed by few.

//# solution:
use kit::sync::{Mutex, PoisonError};
//# end
use kit::sync::{Arc, RwLock};

/// Settings that are read often and changed now and then.
///
/// A reader gets a snapshot: what it has read stays whole and never changes under its eyes.
#[derive(Debug)]
pub struct Settings<T> {
    current: RwLock<Arc<T>>,
    //# solution:
    // Whoever changes the settings holds this from reading to writing.
    changing: Mutex<()>,
    //# end
}

impl<T> Settings<T> {
    /// Settings that begin as `value`.
    pub fn new(value: T) -> Self {
        Self {
            current: RwLock::new(Arc::new(value)),
            //# solution:
            changing: Mutex::new(()),
            //# end
        }
    }

    /// The settings as they are now.
    ///
    /// * Blocking: waits for no closure of [`update`](Self::update), and for others who read or who put new settings in
    ///   the place of the old ones no longer than it takes to copy a pointer.
    pub fn read(&self) -> Arc<T> {
        //# stub: todo!("hand out the current settings")
        //# solution:
        Arc::clone(&self.current.read().unwrap())
        //# end
    }

    /// Replaces the settings by what `f` makes of them. `f` is called once. No update is lost: what `f` is
    /// given is still current when its answer takes the place.
    ///
    /// While `f` runs everybody, `f` included, reads the old settings. Those who still hold old
    /// settings are not waited for.
    ///
    /// * Blocking: waits for other updates of the same settings. So `f` must not update these: it would wait for
    ///   itself. It may update others, if that is never done the other way round, too: one update of A inside one of B,
    ///   and one of B inside one of A, may wait for each other for ever.
    ///
    /// # Panics
    ///
    /// A panic of `f` goes on to the caller; then the settings stay as they were, and can be read and
    /// updated on.
    pub fn update(&self, f: impl FnOnce(&T) -> T) {
        //# stub: let _ = f;
        //# stub: todo!("replace the settings by what the closure makes of them")
        //# solution:
        // A panic of an earlier `f` came before it had changed anything.
        let _alone = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let next = Arc::new(f(&self.read()));
        *self.current.write().unwrap() = next;
        //# end
    }
}
