//! How a test tells its wishes to children whose arguments are not its own: files in the current folder.

use std::{
    env, fs, io,
    path::PathBuf,
    process,
    sync::atomic::{AtomicU32, Ordering},
    thread,
};

use ::kit::roll_call::RollCall;

/// Runs `parent`, which starts `count` children, and has each of them report before it does anything else. Returns
/// how many were there at the same time, and what `parent` returned.
pub(crate) fn at_the_same_time<R>(count: usize, parent: impl FnOnce() -> R) -> (usize, R) {
    let mut roll_call = RollCall::open().expect("a place where children can report");
    let address = roll_call.address();
    thread::scope(|scope| {
        let roll_call = scope.spawn(move || roll_call.wait_for(count)); // and dismisses them
        let answer = with_wish("roll-call", &address, parent);
        (roll_call.join().unwrap_or_default(), answer)
    })
}

/// Runs `parent` in a folder where its children find this file.
pub(crate) fn with_wish<R>(file: &str, text: &str, parent: impl FnOnce() -> R) -> R {
    let _place = Place::with(file, text).expect("a folder for the children");
    parent()
}

/// A folder that is the current one as long as this lives; children inherit it.
struct Place {
    before: PathBuf,
    folder: PathBuf,
}

impl Place {
    fn with(file: &str, text: &str) -> io::Result<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = env::temp_dir().join(format!("many-hands-{}-{number}", process::id()));
        fs::create_dir_all(&folder)?;
        let place = Self {
            before: env::current_dir()?,
            folder,
        };
        fs::write(place.folder.join(file), text)?;
        env::set_current_dir(&place.folder)?;
        Ok(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = env::set_current_dir(&self.before);
        let _ = fs::remove_dir_all(&self.folder);
    }
}
