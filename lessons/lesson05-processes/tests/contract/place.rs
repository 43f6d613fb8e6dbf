//! How a test tells its wishes to children whose arguments are not its own: files in the current folder.

use std::{
    env, fs, io,
    path::PathBuf,
    process,
    sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed},
    thread,
};

use ::kit::{patience::Patience, roll_call::RollCall};

/// Runs `parent`, which starts `count` children, and has each of them report before it does anything else. Returns
/// how many were there at the same time, and what `parent` returned.
pub(crate) fn at_the_same_time<R>(count: usize, parent: impl FnOnce() -> R) -> (usize, R) {
    let roll_call = RollCall::open().expect("a place where children can report");
    let address = roll_call.address();
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        // When this returns the roll call is dropped, and all are dismissed.
        let meeting = scope.spawn(|| {
            let mut roll_call = roll_call;
            Patience::default().until(|| roll_call.reported() >= count || over.load(Relaxed));
            roll_call.reported()
        });
        let over = Over(&over);
        let answer = with_wish("roll-call", &address, parent);
        drop(over);
        (meeting.join().unwrap_or_default(), answer)
    })
}

/// Says that nobody will come any more, also when the parent panics.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Relaxed);
    }
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
        let number = NEXT.fetch_add(1, Relaxed);
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
