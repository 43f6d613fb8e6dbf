//! A file of a hand-out.

use std::{fs, io, path::Path};

use crate::trouble::Trouble;

/// One file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// What it holds.
    pub content: Vec<u8>,
    /// Whether it may be executed, on systems that know that.
    pub executable: bool,
}

impl From<String> for File {
    fn from(text: String) -> Self {
        Self {
            content: text.into_bytes(),
            executable: false,
        }
    }
}

impl File {
    /// A file of the course, by its path relative to the root.
    pub(super) fn read(root: &Path, path: &Path) -> Result<Self, Trouble> {
        let file = root.join(path);
        let failed = |error: io::Error| {
            Trouble::cannot_tell(
                format!("`{}` cannot be read: {error}.", path.display()),
                "Check that you may read it.",
            )
        };
        Ok(Self {
            content: fs::read(&file).map_err(failed)?,
            executable: is_executable(&file),
        })
    }
}

#[cfg(unix)]
fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(file).is_ok_and(|about| about.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(_: &Path) -> bool {
    false
}
