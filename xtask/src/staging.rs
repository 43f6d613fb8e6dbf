//! Gives a subject that is not the learner's a package of its own.
//!
//! The package lies in `target/hands/staged`, in a folder that is named after its content: an older
//! time of a file can never bring back an older verdict. The subject's files are copied, the course's
//! tests are not, and the manifest is the lesson's with everything spelled out that it has from the course.

mod copies;
mod files;
mod manifest;

use std::{
    collections::BTreeSet,
    fs::{self, File},
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use crate::{
    course::{Course, Lesson},
    judge::JudgeError,
    lock,
    run::interrupt,
    subject::Subject,
};

use files::{read, write};

/// A subject's package, ready to be built.
#[derive(Clone, Debug)]
pub struct Staged {
    /// Its name, which no other package has.
    pub package: String,
    /// Its folder.
    pub folder: PathBuf,
    /// Files that are copies, each with what it was copied from.
    pub copies: Vec<(PathBuf, PathBuf)>,
}

/// Packages with the same target folders: one of its own, or many in one workspace.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
    /// The package is its own workspace.
    alone: bool,
}

impl Workspace {
    /// For one package, in the folder of all that is staged.
    pub fn alone(base: &Path) -> Self {
        Self {
            root: base.join("staged"),
            alone: true,
        }
    }

    /// For many packages that are built together.
    pub fn shared(base: &Path) -> Self {
        Self {
            root: base.join("staged-together"),
            alone: false,
        }
    }

    /// Waits until no other process uses this workspace, and keeps others out until the file is dropped.
    ///
    /// # Errors
    ///
    /// If the folder cannot be written to, or the runner was interrupted.
    pub fn lock(&self) -> Result<File, JudgeError> {
        let held = lock::hold(&self.root.join(".lock"), &interrupt::wanted);
        held.map_err(|error| JudgeError::writing(&self.root, &error))?
            .ok_or_else(JudgeError::interrupted)
    }

    /// The folder with the workspace's manifest.
    pub fn folder<'a>(&'a self, staged: &'a Staged) -> &'a Path {
        if self.alone {
            &staged.folder
        } else {
            &self.root
        }
    }

    /// Writes a subject's package. `exercises` are the ones that are judged: only their tests are compiled.
    ///
    /// # Errors
    ///
    /// If a file cannot be read or written, or if a manifest of the course is damaged.
    pub fn stage(
        &self,
        course: &Course,
        lesson: &Lesson,
        subject: &Subject,
        exercises: &[&str],
    ) -> Result<Staged, JudgeError> {
        let copies = copies::of(course, lesson, subject, exercises)?;
        let manifests = manifest::Manifests::read(course, lesson)?;
        let files: Vec<_> = copies.iter().map(|copy| copy.to.as_path()).collect();
        let draft = manifests.package("", &files)?;
        let lock = course.root.join("Cargo.lock");
        let lock = read(&lock).unwrap_or_default();

        let mut hasher = DefaultHasher::new();
        (&draft, manifests.profiles(), &lock, &course.root).hash(&mut hasher);
        for copy in &copies {
            (&copy.to, &copy.content).hash(&mut hasher);
        }
        let package = format!(
            "{}-{}-{:016x}",
            lesson.package(),
            slug(subject),
            hasher.finish()
        );
        let folder = self.root.join(&package);
        let mut text = manifests.package(&package, &files)?;
        if self.alone {
            text.push_str("\n[workspace]\n");
            text.push_str(&manifests.profiles());
            write(&folder.join("Cargo.lock"), &lock, false)?;
        }
        write(&folder.join("Cargo.toml"), text.as_bytes(), true)?;
        for copy in &copies {
            write(&folder.join(&copy.to), &copy.content, true)?;
        }
        let origins = copies
            .iter()
            .filter_map(|copy| Some((folder.join(&copy.to), copy.from.clone()?)));
        Ok(Staged {
            package,
            copies: origins.collect(),
            folder: folder.clone(),
        })
    }

    /// Writes the manifest of a shared workspace with these packages.
    ///
    /// # Errors
    ///
    /// If a file cannot be read or written, or if the course's manifest is damaged.
    pub fn join(&self, course: &Course, packages: &[&str]) -> Result<(), JudgeError> {
        let mut text = String::from("[workspace]\nresolver = \"3\"\nmembers = [\n");
        for package in BTreeSet::from_iter(packages) {
            text.push_str(&format!("    \"{package}\",\n"));
        }
        text.push_str("]\n");
        text.push_str(&manifest::profiles(course)?);
        write(&self.root.join("Cargo.toml"), text.as_bytes(), true)?;
        // cargo rewrites the lock file for the packages that are there; it begins anew only from another original.
        let lock = read(&course.root.join("Cargo.lock")).unwrap_or_default();
        let origin = self.root.join("Cargo.lock.origin");
        let same = fs::read(&origin).is_ok_and(|before| before == lock);
        if !same {
            write(&self.root.join("Cargo.lock"), &lock, true)?;
            write(&origin, &lock, true)?;
        }
        Ok(())
    }
}

/// A part of the package's name that says whose code it is.
fn slug(subject: &Subject) -> String {
    let name = match subject {
        Subject::Learner => "learner".into(),
        Subject::Solution => "solution".into(),
        Subject::With { exercise, file, .. } => {
            let stem = file.file_stem().unwrap_or_default().to_string_lossy();
            format!("{exercise}-{stem}")
        }
    };
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '_'
        }
    };
    name.chars().take(60).map(plain).collect()
}

#[cfg(test)]
mod tests;
