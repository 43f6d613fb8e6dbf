//! When cargo fails and no code is to blame: what is wrong, and what to do.

use std::{io, path::PathBuf};

use super::{Build, Diagnostic};
use crate::{
    judge::JudgeError,
    run::{self, End, Environment, Limits, Next, Program, Stop},
};

/// cargo could not be started.
pub(super) fn starting(program: &Program, error: &io::Error) -> JudgeError {
    if error.kind() == io::ErrorKind::NotFound && program.folder.is_dir() {
        return JudgeError::CargoMissing;
    }
    JudgeError::System {
        what: format!("{} could not be started", program.executable.display()),
        error: error.to_string(),
    }
}

/// Whether cargo failed only because it was told to stay offline.
pub(super) fn is_offline(words: &str) -> bool {
    words.contains("--offline") || words.contains("offline mode")
}

/// Whether cargo failed because the workspace has no such package: not every lesson stands on all tools.
pub(super) fn is_unknown(words: &str) -> bool {
    words.contains("did not match any packages")
}

/// The disk's troubles show up among the compiler's errors, too.
pub(super) fn of_the_disk(build: &Build, words: &str) -> Option<JudgeError> {
    let (folder, says) = (named(build, words), words.trim().to_owned());
    if words.contains("No space left on device")
        || words.contains("os error 28)")
        || words.contains("Disk quota exceeded")
    {
        return Some(JudgeError::DiskFull { folder, says });
    }
    (words.contains("Read-only file system")).then_some(JudgeError::ReadOnly { folder, says })
}

/// The folder that is built in, if these words speak of it: cargo writes to others as well, such as its own.
fn named(build: &Build, words: &str) -> Option<PathBuf> {
    let target = &build.target;
    words
        .contains(&*target.to_string_lossy())
        .then(|| target.clone())
}

/// What is wrong, from cargo's own words.
pub(super) fn of(build: &Build, words: &str, others: &[Diagnostic]) -> JudgeError {
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| words.contains(phrase));
    if let Some(disk) = others
        .iter()
        .find_map(|error| of_the_disk(build, &error.rendered))
        .or_else(|| of_the_disk(build, words))
    {
        return disk;
    }
    if says(&["Permission denied", "Access is denied"]) {
        return JudgeError::ReadOnly {
            folder: named(build, words),
            says: words.trim().to_owned(),
        };
    }
    if let Some((found, needed)) = too_old(build) {
        return JudgeError::RustTooOld { found, needed };
    }
    if let Some(error) = others.first() {
        return JudgeError::Course {
            problem: format!(
                "something that the lessons stand on does not compile\n{}",
                error.rendered
            ),
        };
    }
    let cargo = words.trim().to_owned();
    if says(&[
        "failed to parse manifest",
        "failed to load manifest",
        "Cargo.toml",
        "failed to parse lock file",
    ]) {
        return JudgeError::Manifest { cargo };
    }
    if says(&[
        "download",
        "network",
        "resolve host",
        "Could not connect",
        "timed out",
        "registry index",
        "spurious",
    ]) {
        return JudgeError::Network { cargo };
    }
    JudgeError::Cargo { cargo }
}

/// The version that is there and the one that the course needs, if the first is the lower.
fn too_old(build: &Build) -> Option<(String, String)> {
    let manifest = std::fs::read_to_string(build.workspace.join("Cargo.toml")).ok()?;
    let needed = manifest
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = \""))?;
    let needed = needed.split('"').next()?.to_owned();
    let found = version(build)?;
    let number = found.split_whitespace().nth(1)?.to_owned();
    is_older(&number, &needed).then_some((found, needed))
}

fn version(build: &Build) -> Option<String> {
    let program = Program {
        executable: std::env::var_os("CARGO")
            .unwrap_or_else(|| "cargo".into())
            .into(),
        arguments: vec!["--version".into()],
        folder: build.workspace.clone(),
        environment: Environment::Cargo,
        variables: Vec::new(),
        yields: false,
    };
    let limits = Limits {
        deadline: None,
        still: None,
        output: u64::MAX,
    };
    let mut version = None;
    let ended = run::supervise(&program, limits, &Stop::default(), &mut |seen| {
        if let run::Seen::Line(line) = seen {
            version = Some(line.trim().to_owned());
        }
        Next::GoOn
    });
    ended
        .is_ok_and(|ended| ended.end == End::Exited(0))
        .then_some(version?)
}

/// Compares `1.90` with `1.89.0-nightly`.
fn is_older(found: &str, needed: &str) -> bool {
    let parts = |version: &str| -> Vec<u32> {
        let plain = version.split('-').next().unwrap_or_default();
        plain
            .split('.')
            .map(|part| part.parse().unwrap_or(0))
            .chain([0, 0])
            .take(3)
            .collect()
    };
    parts(found) < parts(needed)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{is_older, of};
    use crate::{
        build::Build,
        report::{Engine, Stage},
    };

    #[test]
    fn a_folder_is_blamed_only_if_cargo_speaks_of_it() {
        let build = Build {
            workspace: "/course".into(),
            packages: BTreeMap::new(),
            stage: Stage::Contract,
            engine: Engine::Explorer,
            target: "/course/target/hands/learner".into(),
            colour: false,
            sources: Vec::new(),
            yields: false,
        };
        for (trouble, advice) in [
            ("Permission denied (os error 13)", "writable"),
            ("Read-only file system (os error 30)", "writable"),
            ("No space left on device (os error 28)", "Make room"),
        ] {
            for (file, ours) in [
                ("/elsewhere/.cargo/registry/index/x", false),
                ("/course/target/hands/learner/debug/x", true),
            ] {
                let words = format!("error: failed to open `{file}`: {trouble}\n");
                let error = of(&build, &words, &[]);
                let says = error.to_string();
                assert!(says.ends_with(words.trim()), "{says}");
                let named = says.contains("/course/target/hands/learner\n");
                assert_eq!(named, ours, "{says}");
                assert!(error.advice().contains(advice), "{}", error.advice());
            }
        }
    }

    #[test]
    fn versions_are_compared_by_their_numbers() {
        assert!(is_older("1.89.0", "1.90"));
        assert!(is_older("1.9.0", "1.90"));
        assert!(!is_older("1.90.0", "1.90"));
        assert!(!is_older("1.95.0-nightly", "1.90"));
        assert!(!is_older("2.0", "1.90"));
    }
}
