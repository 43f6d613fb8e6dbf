//! Locks between runners.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::Path,
    thread,
    time::Duration,
};

/// How often a runner that waits looks whether it still has to: where the system itself waits, Ctrl-C does not get through.
const LOOK: Duration = Duration::from_millis(20);

/// Waits until no other process holds the lock of this file, and keeps others out until what it returns is dropped. `None`
/// if `enough` was true before.
///
/// A folder on a network may know no locks: then two runners at once may stand in each other's way.
///
/// # Errors
///
/// If the file cannot be written.
pub fn hold(file: &Path, enough: &dyn Fn() -> bool) -> io::Result<Option<File>> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let file = File::create(file)?;
    loop {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) if enough() => return Ok(None),
            Err(TryLockError::WouldBlock) => thread::sleep(LOOK),
            Ok(()) | Err(TryLockError::Error(_)) => return Ok(Some(file)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::hold;

    #[test]
    fn who_waits_gets_it_or_gives_up() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("of/all/lock");
        let first = hold(&file, &|| unreachable!("nobody holds it")).unwrap();
        assert!(first.is_some());
        assert!(hold(&file, &|| true).unwrap().is_none());
        let first = Cell::new(first);
        let lets_go = || {
            first.take();
            false
        };
        assert!(hold(&file, &lets_go).unwrap().is_some());
    }
}
