//! Children that must all be there at the same time.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process, thread,
};

use ::kit::roll_call::RollCall;

/// Runs `parent`, which starts `count` children, where each of them reports first. Returns how many were there at the same time,
/// and what `parent` returned.
pub(crate) fn at_the_same_time<R>(count: usize, parent: impl FnOnce() -> R) -> (usize, R) {
    let mut roll_call = RollCall::open().expect("a place to report at");
    let _place = Place::with("roll-call", &roll_call.address()).expect("a folder for the children");
    thread::scope(|scope| {
        let meeting = scope.spawn(move || roll_call.wait_for(count));
        let answer = parent();
        (meeting.join().unwrap_or_default(), answer)
    })
}

/// A folder of its own, which is this process's current one as long as this lives; children inherit it.
struct Place {
    before: PathBuf,
    folder: PathBuf,
}

impl Place {
    /// With one file in it.
    fn with(file: &str, text: &str) -> io::Result<Self> {
        let folder = env::temp_dir().join(format!("many-hands-{}", process::id()));
        let place = Self {
            before: env::current_dir()?,
            folder,
        };
        fs::create_dir_all(&place.folder)?;
        fs::write(place.folder.join(file), text)?;
        env::set_current_dir(&place.folder)?;
        Ok(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = env::set_current_dir(&self.before);
        let _ = fs::remove_dir_all(Path::new(&self.folder));
    }
}
