//! Whether there is a file: what cannot be read may still be somebody's work.

use std::{fs, io, path::Path};

/// What a file holds; `None` if there is none.
///
/// # Errors
///
/// If there is something that cannot be read. Whoever writes files must not take that for none.
pub(crate) fn found(file: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(file) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if is_gone(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether this says that there is nothing at that place.
pub(crate) fn is_gone(error: &io::Error) -> bool {
    use io::ErrorKind::{NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory)
}
