//! Has cargo compile test programs, and tells which ones there are and why others are not.

mod fresh;
mod message;
mod trouble;

use std::{
    collections::BTreeMap,
    ffi::OsString,
    path::{Path, PathBuf},
};

use crate::{
    judge::JudgeError,
    report::{Engine, Stage},
    run::{self, End, Environment, Limits, Next, Program, Seen, Stop},
};

pub use message::{Diagnostic, Part, Warning};

/// What is to be compiled.
#[derive(Clone, Debug)]
pub struct Build {
    /// The folder of the workspace.
    pub workspace: PathBuf,
    /// Each package, and the folder that it lies in.
    pub packages: BTreeMap<String, PathBuf>,
    /// Which test target.
    pub stage: Stage,
    /// What explores the interleavings, in the race stage.
    pub engine: Engine,
    /// Where everything that is built goes.
    pub target: PathBuf,
    /// Whether diagnostics carry colours.
    pub colour: bool,
    /// Further files that the packages are made of: each folder with the package that it belongs to.
    pub sources: Vec<(String, PathBuf)>,
    /// Whether other programs go first where processors are short.
    pub yields: bool,
}

/// What became of one package.
#[derive(Clone, Debug, Default)]
pub struct Built {
    /// The test program, if it compiles.
    pub program: Option<PathBuf>,
    /// Errors of the compiler, in its order.
    pub errors: Vec<Diagnostic>,
    /// Its warnings that tell of a mistake.
    pub warnings: Vec<Warning>,
}

impl Build {
    /// Whether nothing has been built there yet, so that the dependencies come first.
    pub fn is_cold(&self) -> bool {
        is_cold(&self.target)
    }

    /// Compiles. Returns what became of each package; `None` if `stop` came first.
    ///
    /// Blocking: until cargo has ended. `downloads` is called if crates have to come from the network.
    ///
    /// # Errors
    ///
    /// If cargo fails for another reason than the packages' code.
    pub fn run(
        &self,
        stop: &Stop,
        downloads: &mut dyn FnMut(),
    ) -> Result<Option<BTreeMap<String, Built>>, JudgeError> {
        if !fresh::forget(self, stop)? {
            return Ok(None);
        }
        // Offline first: asking the network costs time, and there may be none.
        let mut outcome = self.compile(true, stop)?;
        if outcome
            .as_ref()
            .is_some_and(|outcome| outcome.needs_the_network())
        {
            downloads();
            outcome = self.compile(false, stop)?;
        }
        match outcome {
            None => Ok(None),
            Some(outcome) => outcome.sorted(self).map(Some),
        }
    }

    fn compile(&self, offline: bool, stop: &Stop) -> Result<Option<Outcome>, JudgeError> {
        let mut packages = BTreeMap::new();
        let mut others = Vec::new();
        let mut line = |line: &str| {
            if let Some(message) = message::read(line) {
                match self.package_of(&message.manifest) {
                    Some(name) => message.add_to(packages.entry(name.to_owned()).or_default()),
                    None => others.extend(message.error()),
                }
            }
        };
        let ended = self.cargo(&self.arguments(offline), stop, &mut line)?;
        match ended.end {
            End::Stopped | End::Interrupted => Ok(None),
            end => Ok(Some(Outcome {
                packages,
                others,
                success: end == End::Exited(0),
                words: ended.output,
            })),
        }
    }

    fn package_of(&self, manifest: &Path) -> Option<&str> {
        let folder = manifest.parent()?;
        let is_it = |(_, at): &(&String, &PathBuf)| at.as_path() == folder;
        self.packages
            .iter()
            .find(is_it)
            .map(|(name, _)| name.as_str())
    }

    fn arguments(&self, offline: bool) -> Vec<OsString> {
        // `build` and not `test --no-run`: only it can go on after an error in one of many packages.
        let mut arguments: Vec<OsString> = ["build", "--quiet", "--color=never", "--keep-going"]
            .map(Into::into)
            .into();
        arguments.push(if self.colour {
            "--message-format=json-diagnostic-rendered-ansi".into()
        } else {
            "--message-format=json".into()
        });
        if offline {
            arguments.push("--offline".into());
        }
        for name in self.packages.keys() {
            arguments.extend(["--package".into(), name.into()]);
        }
        match self.stage {
            Stage::Race => {
                let engine = self.engine.name();
                arguments.extend(["--test", "race", "--features", engine].map(Into::into));
            }
            Stage::Speed => {
                // Optimised: a debug build is slow in other places, and its speedup means nothing.
                arguments.extend(["--bench", "speed", "--release"].map(Into::into))
            }
            Stage::Build | Stage::Contract => {
                arguments.extend(["--test", "contract"].map(Into::into))
            }
        }
        arguments.extend(["--target-dir".into(), self.target.clone().into()]);
        arguments
    }

    fn cargo(
        &self,
        arguments: &[OsString],
        stop: &Stop,
        line: &mut dyn FnMut(&str),
    ) -> Result<run::Ended, JudgeError> {
        let program = Program {
            executable: std::env::var_os("CARGO")
                .unwrap_or_else(|| "cargo".into())
                .into(),
            arguments: arguments.to_vec(),
            folder: self.workspace.clone(),
            environment: Environment::Cargo,
            // Intermediate files stay in our folder, too, whatever the user's configuration says.
            variables: vec![("CARGO_BUILD_BUILD_DIR", self.target.clone().into())],
            yields: self.yields,
        };
        let limits = Limits {
            deadline: None,
            still: None,
            output: u64::MAX,
        };
        let mut observe = |seen: Seen<'_>| {
            if let Seen::Line(text) = seen {
                line(text);
            }
            Next::GoOn
        };
        run::supervise(&program, limits, stop, &mut observe)
            .map_err(|error| trouble::starting(&program, &error))
    }
}

/// Whether nothing has been built in this target folder yet.
pub(crate) fn is_cold(target: &Path) -> bool {
    !fresh::stamps(target).is_dir()
}

/// What cargo said.
#[derive(Debug)]
struct Outcome {
    packages: BTreeMap<String, Built>,
    /// Errors in packages that nobody asked for, such as the kit.
    others: Vec<Diagnostic>,
    success: bool,
    words: String,
}

impl Outcome {
    /// Nothing was compiled, and cargo says why.
    fn needs_the_network(&self) -> bool {
        !self.success
            && self.others.is_empty()
            && self.packages.is_empty()
            && trouble::is_offline(&self.words)
    }

    fn sorted(mut self, build: &Build) -> Result<BTreeMap<String, Built>, JudgeError> {
        let explained = !self
            .packages
            .values()
            .all(|package| package.errors.is_empty());
        if !self.success && (!explained || !self.others.is_empty()) {
            return Err(trouble::of(build, &self.words, &self.others));
        }
        if let Some(full) = self
            .packages
            .values()
            .flat_map(|package| &package.errors)
            .find_map(|error| trouble::of_the_disk(build, &error.rendered))
        {
            return Err(full);
        }
        for name in build.packages.keys() {
            let built = self.packages.entry(name.clone()).or_default();
            if !built.errors.is_empty() {
                // The tests may compile although the program that plays the child in them does not.
                built.program = None;
            }
        }
        Ok(self.packages)
    }
}
