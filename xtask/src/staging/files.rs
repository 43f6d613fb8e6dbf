//! Files that are read whole, and written aside first.

use std::{fs, path::Path};

use crate::judge::JudgeError;

/// What a file holds.
pub(super) fn read(file: &Path) -> Result<Vec<u8>, JudgeError> {
    fs::read(file).map_err(|error| JudgeError::reading(file, &error))
}

/// Writes a file, aside first, so that nobody ever reads half of it. The same content is not written again.
pub(super) fn write(file: &Path, content: &[u8], replace: bool) -> Result<(), JudgeError> {
    let unchanged = match fs::read(file) {
        Ok(before) => !replace || before == content,
        Err(_) => false,
    };
    if unchanged {
        return Ok(());
    }
    let folder = file.parent().unwrap_or(file);
    let aside = file.with_extension(format!("{}.new", std::process::id()));
    let written = fs::create_dir_all(folder)
        .and_then(|()| fs::write(&aside, content))
        .and_then(|()| fs::rename(&aside, file));
    written.map_err(|error| JudgeError::writing(folder, &error))
}
