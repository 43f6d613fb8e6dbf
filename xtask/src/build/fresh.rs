//! Sees to it that an old file never brings back an old verdict.
//!
//! cargo compiles again what is *newer* than what it compiled last. A file that is copied in with
//! its own, older time (by `cp -p`, `rsync -t`, `tar` or `unzip`) changes nothing for it, and the program
//! of the file before would be judged. So the runner remembers what each file held, and has cargo
//! forget a package whose files changed without looking newer. A source file that was not there before is in none of
//! cargo's lists, whatever its time, and may still be what makes a package invalid.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use super::{Build, trouble};
use crate::{
    found::is_gone,
    judge::JudgeError,
    lock,
    report::Stage,
    run::{End, Stop, interrupt},
};

/// What the files of a package held when it was last built.
#[derive(Debug, Default, PartialEq)]
struct Stamp {
    /// Nanoseconds since 1970, by the clock that gives files their times.
    built: u128,
    /// By their absolute paths.
    files: BTreeMap<PathBuf, State>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    content: u64,
    changed: u128,
}

impl Stamp {
    /// The time of the build, then a line for each file: its content's hash, its time, its path.
    fn to_text(&self) -> String {
        let mut text = format!("{}\n", self.built);
        for (path, State { content, changed }) in &self.files {
            text.push_str(&format!("{content} {changed} {}\n", path.display()));
        }
        text
    }

    /// `None` for a damaged stamp; then cargo alone decides, as for a first build.
    fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let built = lines.next()?.parse().ok()?;
        let file = |line: &str| {
            let (content, rest) = line.split_once(' ')?;
            let (changed, path) = rest.split_once(' ')?;
            let (content, changed) = (content.parse().ok()?, changed.parse().ok()?);
            Some((PathBuf::from(path), State { content, changed }))
        };
        let files = lines.map(file).collect::<Option<_>>()?;
        Some(Self { built, files })
    }
}

/// Where the stamps of a target folder lie.
pub(super) fn stamps(target: &Path) -> PathBuf {
    target.join("stamps")
}

/// Has cargo forget every package that is stale, then takes note of what is there, before any of it is built. `false` if
/// it was stopped: then cargo may know some of them still, and nothing is noted, so that the next run begins anew.
pub(super) fn forget(build: &Build, stop: &Stop) -> Result<bool, JudgeError> {
    // Another runner that cleans would take away what this one builds.
    let enough = || stop.wanted() || interrupt::wanted();
    let alone = lock::hold(&build.target.join("stamps.lock"), &enough)
        .map_err(|error| JudgeError::writing(&build.target, &error))?;
    if alone.is_none() {
        return Ok(false);
    }
    let changes = look(build)?;
    for package in &changes.stale {
        let ended = build.cargo(&clean(build, package), stop, &mut |_| {})?;
        match ended.end {
            End::Exited(0) => {}
            _ if trouble::is_unknown(&ended.output) => {} // it was never built here
            End::Stopped | End::Interrupted => return Ok(false),
            _ => return Err(trouble::of(build, &ended.output, &[])),
        }
    }
    let folder = stamps(&build.target);
    for (package, stamp) in changes.stamps {
        fs::create_dir_all(&folder)
            .and_then(|()| fs::write(folder.join(package), stamp.to_text()))
            .map_err(|error| JudgeError::writing(&folder, &error))?;
    }
    Ok(true)
}

fn clean(build: &Build, package: &str) -> Vec<OsString> {
    let fixed = ["clean", "--quiet", "--color=never", "--package", package];
    let mut arguments: Vec<OsString> = fixed.map(Into::into).into();
    if build.stage == Stage::Speed {
        // Else cargo forgets the debug build alone.
        arguments.push("--release".into());
    }
    arguments.extend(["--target-dir".into(), build.target.clone().into()]);
    arguments
}

/// What has changed since it was built last.
#[derive(Debug)]
struct Changes {
    /// The packages that cargo has to forget.
    stale: Vec<String>,
    /// What is there of every package now.
    stamps: Vec<(String, Stamp)>,
}

/// Compares the packages' files with what was built of them. Changes nothing.
fn look(build: &Build) -> Result<Changes, JudgeError> {
    let folder = stamps(&build.target);
    let mut sources: BTreeMap<&str, Vec<&Path>> = BTreeMap::new();
    for (package, folder) in build.packages.iter().chain(
        build
            .sources
            .iter()
            .map(|(package, folder)| (package, folder)),
    ) {
        sources.entry(package).or_default().push(folder);
    }
    let mut changes = Changes {
        stale: Vec::new(),
        stamps: Vec::new(),
    };
    for (package, folders) in sources {
        let mut files = BTreeMap::new();
        for source in folders {
            collect(source, 0, &mut files)?;
        }
        let before = fs::read_to_string(folder.join(package))
            .ok()
            .and_then(|text| Stamp::read(&text));
        let now = Stamp {
            built: nanoseconds(SystemTime::now()),
            files,
        };
        if before.is_some_and(|before| hides_a_change(&before, &now)) {
            changes.stale.push(package.to_owned());
        }
        changes.stamps.push((package.to_owned(), now));
    }
    Ok(changes)
}

/// Whether a file differs from what was built although it does not look newer, or is one that cargo does not look at.
fn hides_a_change(before: &Stamp, now: &Stamp) -> bool {
    now.files.iter().any(|(file, state)| {
        let was = before.files.get(file);
        let is_new_source = was.is_none() && file.extension().is_some_and(|it| it == "rs");
        is_new_source || was != Some(state) && state.changed <= before.built
    })
}

/// All files below a folder (or that one file), but not what was built there. An editor may save meanwhile: what goes
/// away at any moment is not there.
fn collect(
    path: &Path,
    depth: usize,
    into: &mut BTreeMap<PathBuf, State>,
) -> Result<(), JudgeError> {
    // Gone since it was listed, or a link to nowhere: an editor's lock file.
    let Some(about) = if_there(path, fs::metadata(path))? else {
        return Ok(());
    };
    if about.is_dir() {
        let deep = depth > 16; // a link that leads back up
        if deep
            || path
                .file_name()
                .is_some_and(|name| name == "target" || name == ".git")
        {
            return Ok(());
        }
        for entry in if_there(path, fs::read_dir(path))?.into_iter().flatten() {
            if let Some(entry) = if_there(path, entry)? {
                collect(&entry.path(), depth + 1, into)?;
            }
        }
    } else if about.is_file() {
        let Some(bytes) = if_there(path, fs::read(path))? else {
            return Ok(());
        };
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        let state = State {
            content: hasher.finish(),
            changed: about.modified().map(nanoseconds).unwrap_or_default(),
        };
        into.insert(path.into(), state);
    }
    Ok(())
}

/// `None` if this was said because there is nothing at that place.
fn if_there<T>(path: &Path, said: io::Result<T>) -> Result<Option<T>, JudgeError> {
    match said {
        Ok(found) => Ok(Some(found)),
        Err(error) if is_gone(&error) => Ok(None),
        Err(error) => Err(JudgeError::reading(path, &error)),
    }
}

fn nanoseconds(time: SystemTime) -> u128 {
    time.duration_since(UNIX_EPOCH)
        .map(|since| since.as_nanos())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, io, path::Path};

    use super::{Stamp, State, collect, hides_a_change, if_there};
    use crate::judge::JudgeError;

    #[test]
    fn what_goes_away_is_not_there_and_any_other_trouble_names_its_file() {
        let file = Path::new("/course/a.rs");
        let said = |kind: io::ErrorKind| if_there::<()>(file, Err(kind.into()));
        assert!(matches!(said(io::ErrorKind::NotFound), Ok(None)));
        assert!(matches!(
            said(io::ErrorKind::PermissionDenied),
            Err(JudgeError::File { file: named, .. }) if named == file
        ));
        let mut files = BTreeMap::new();
        let folder = tempfile::tempdir().unwrap();
        assert!(collect(&folder.path().join("nothing"), 0, &mut files).is_ok());
        assert!(files.is_empty());
    }

    fn stamp(built: u128, files: &[(&str, u64, u128)]) -> Stamp {
        let files = files
            .iter()
            .map(|&(name, content, changed)| (name.into(), State { content, changed }));
        Stamp {
            built,
            files: files.collect(),
        }
    }

    #[test]
    fn a_stamp_survives_the_way_through_a_file() {
        let stamp = stamp(7, &[("/a b/c.rs", 1, 50), ("/d.rs", u64::MAX, u128::MAX)]);
        assert_eq!(Stamp::read(&stamp.to_text()), Some(stamp));
        assert_eq!(Stamp::read("7\nnonsense\n"), None);
        assert_eq!(Stamp::read(""), None);
    }

    #[test]
    fn only_a_change_that_does_not_look_newer_is_hidden() {
        let before = stamp(100, &[("a.rs", 1, 50)]);
        for (now, hidden, why) in [
            (stamp(200, &[("a.rs", 1, 50)]), false, "nothing changed"),
            (
                stamp(200, &[("a.rs", 2, 150)]),
                false,
                "an edit, newer than the build",
            ),
            (
                stamp(200, &[("a.rs", 2, 70)]),
                true,
                "copied, newer than the old file, older than the build",
            ),
            (
                stamp(200, &[("a.rs", 2, 50)]),
                true,
                "copied with the very time of the old file",
            ),
            (
                stamp(200, &[("a.rs", 1, 20)]),
                true,
                "the same text may have been built since in another form",
            ),
            (
                stamp(200, &[("a.rs", 1, 50), ("b.rs", 3, 10)]),
                true,
                "a new file with an old time",
            ),
            (
                stamp(200, &[("a.rs", 1, 50), ("a/mod.rs", 3, 150)]),
                true,
                "a new source, of which cargo has no note",
            ),
            (
                stamp(200, &[("a.rs", 1, 50), (".a.rs.swp", 3, 150)]),
                false,
                "a new file of an editor's own",
            ),
            (
                stamp(200, &[]),
                false,
                "a file that is gone is seen by cargo",
            ),
        ] {
            assert_eq!(hides_a_change(&before, &now), hidden, "{why}");
        }
    }
}
