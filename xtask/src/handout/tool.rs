//! Programs that a hand-out needs: git and cargo, run to their end.

use std::{
    ffi::OsString,
    io,
    path::{Path, PathBuf},
};

use crate::run::{self, End, Environment, Limits, Next, Program, Seen, Stop};

/// What a program said.
#[derive(Debug)]
pub(super) struct Output {
    pub(super) end: End,
    /// Standard output.
    pub(super) lines: Vec<String>,
    /// Standard error.
    pub(super) error: String,
}

impl Output {
    pub(super) fn succeeded(&self) -> bool {
        self.end == End::Exited(0)
    }
}

/// Runs cargo in `folder`, with target folders of its own. Blocking: until it has ended.
pub(super) fn cargo(folder: &Path, arguments: &[&str], target: &Path) -> io::Result<Output> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let variables = vec![("CARGO_TARGET_DIR", target.into())];
    run(
        cargo.into(),
        folder,
        arguments,
        Environment::Cargo,
        variables,
    )
}

/// Runs git on the repository in `folder` itself, whatever repository lies around it. Blocking: until it has ended.
pub(super) fn git(folder: &Path, arguments: &[&str]) -> io::Result<Output> {
    let repository = folder.join(".git");
    let variables = vec![
        ("GIT_INDEX_FILE", repository.join("index").into()),
        ("GIT_DIR", repository.into()),
        ("GIT_WORK_TREE", folder.into()),
    ];
    run(
        "git".into(),
        folder,
        arguments,
        Environment::User,
        variables,
    )
}

/// The files below `folder` that git knows, relative to it; nothing if git does not know them.
pub(super) fn tracked(folder: &Path) -> Vec<PathBuf> {
    let arguments = ["-c", "core.quotePath=false", "ls-files"];
    match run(
        "git".into(),
        folder,
        &arguments,
        Environment::User,
        Vec::new(),
    ) {
        Ok(output) if output.succeeded() => output.lines.into_iter().map(PathBuf::from).collect(),
        _ => Vec::new(),
    }
}

fn run(
    executable: PathBuf,
    folder: &Path,
    arguments: &[&str],
    environment: Environment,
    variables: Vec<(&'static str, OsString)>,
) -> io::Result<Output> {
    let program = Program {
        executable,
        arguments: arguments.iter().map(Into::into).collect(),
        folder: folder.into(),
        environment,
        variables,
        yields: false,
    };
    let limits = Limits {
        deadline: None,
        still: None,
        output: u64::MAX,
    };
    let mut lines = Vec::new();
    let mut observe = |seen: Seen<'_>| {
        if let Seen::Line(line) = seen {
            lines.push(line.trim_end_matches(['\r', '\n']).to_owned());
        }
        Next::GoOn
    };
    let ended = run::supervise(&program, limits, &Stop::default(), &mut observe)?;
    Ok(Output {
        end: ended.end,
        lines,
        error: ended.output,
    })
}
