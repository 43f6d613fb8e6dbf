//! A folder for what a test program writes into the system's folder for temporary files.

use std::{
    env,
    ffi::OsString,
    fs,
    path::PathBuf,
    process,
    sync::atomic::{AtomicU32, Ordering},
};

/// A folder of its own for one program; dropped, it is gone with all that lies in it, however the program ended.
#[derive(Debug)]
pub(super) struct Scratch(Option<PathBuf>);

impl Scratch {
    /// A new, empty one. Where none can be made, the program uses the system's.
    pub(super) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = env::temp_dir().join(format!("many-hands-run-{}-{number}", process::id()));
        Self(fs::create_dir(&folder).is_ok().then_some(folder))
    }

    /// What tells the program of it, by the names that the systems use.
    pub(super) fn variables(&self) -> Vec<(&'static str, OsString)> {
        let folder = self.0.iter();
        folder
            .flat_map(|folder| ["TMPDIR", "TMP", "TEMP"].map(|name| (name, folder.into())))
            .collect()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some(folder) = &self.0 {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Scratch;
    use std::{fs, path::PathBuf};

    #[test]
    fn what_lies_in_it_goes_with_it() {
        let (one, other) = (Scratch::new(), Scratch::new());
        let folder = |scratch: &Scratch| PathBuf::from(&scratch.variables()[0].1);
        let (first, second) = (folder(&one), folder(&other));
        assert_ne!(first, second);
        fs::create_dir(first.join("left")).unwrap();
        fs::write(first.join("left/behind"), "text").unwrap();
        drop(one);
        assert!(!first.exists() && second.is_dir());
    }
}
