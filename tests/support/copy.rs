//! A copy of the course to be worked on, and the runner in it.

use std::{
    collections::BTreeSet,
    ffi::OsStr,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

use xtask::{course::Lesson, stub};

use crate::course::course;

/// A copy of the course as a learner finds it: all stubs fresh, nothing judged yet.
///
/// There is one folder for all, and who holds this has it alone: what was built there stays built, from test
/// to test and from run to run. Only files that differ are written, so that nothing is rebuilt without need.
pub(crate) struct Copy {
    root: PathBuf,
    _alone: (MutexGuard<'static, ()>, File),
}

/// How a run of the runner ended, and what it said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Copy {
    /// The copy, brought back to its beginnings.
    ///
    /// Blocking: until nobody else works on it, in this process or in another.
    pub(crate) fn fresh() -> Self {
        static ALONE: Mutex<()> = Mutex::new(());
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        fs::create_dir_all(folder).expect("a folder for the copy");
        let lock = File::create(folder.join("course.lock")).expect("a lock file");
        lock.lock().expect("the lock of the copy");
        let copy = Self {
            // With a space, since paths of learners have them, too.
            root: folder.join("the course"),
            _alone: (alone, lock),
        };
        copy.bring_back();
        copy
    }

    /// Where it lies.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    fn bring_back(&self) {
        let mut wanted = BTreeSet::new();
        fs::create_dir_all(&self.root).expect("a folder for the copy");
        for file in tracked() {
            let text = fs::read(course().root.join(&file)).expect("a file of the course");
            self.write(&file, text);
            wanted.insert(file);
        }
        for lesson in &course().lessons {
            for stub in stub::stubs(course(), lesson).expect("the solutions can be read") {
                self.write(&stub.to, stub.text);
                wanted.insert(stub.to);
            }
        }
        for file in below(&self.root, Path::new("")) {
            if !wanted.contains(&file) {
                let file = self.root.join(file);
                fs::remove_file(&file).expect("what another test left behind");
                let mut folders = file.ancestors().skip(1);
                // Up to the first one that still holds something.
                while folders
                    .next()
                    .is_some_and(|folder| fs::remove_dir(folder).is_ok())
                {}
            }
        }
    }

    /// Writes a file, and the folders above it. A file that already holds this text is left alone.
    pub(crate) fn write(&self, file: impl AsRef<Path>, text: impl AsRef<[u8]>) {
        let file = self.root.join(file);
        if fs::read(&file).is_ok_and(|found| found == text.as_ref()) {
            return;
        }
        let folder = file.parent().expect("a file lies in a folder");
        fs::create_dir_all(folder).expect("a folder of the copy");
        fs::write(&file, text).expect("a file of the copy");
    }

    /// Writes a file with a time long before anything was built, as `cp -p`, `tar` and `unzip` do.
    pub(crate) fn write_as_old(&self, file: impl AsRef<Path>, text: impl AsRef<[u8]>) {
        self.write(&file, text);
        let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        let opened = File::options().write(true).open(self.root.join(&file));
        opened
            .and_then(|file| file.set_modified(old))
            .expect("a file's date can be set");
    }

    /// The text of a file.
    pub(crate) fn read(&self, file: impl AsRef<Path>) -> String {
        let file = self.root.join(file);
        fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    }

    /// Puts the solution in the place of an exercise's stub.
    pub(crate) fn solve(&self, lesson: &Lesson, exercise: &str) {
        self.write(lesson.module(exercise), solution(lesson, exercise));
    }

    /// The runner with these arguments, to be started in the root of the copy.
    ///
    /// It does not see who runs this test, cargo or a server that builds, nor how; and it is at no terminal.
    pub(crate) fn command(
        &self,
        arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
    ) -> Command {
        self.command_of(Path::new(env!("CARGO_BIN_EXE_xtask")), arguments)
    }

    /// The same with another program that is the runner.
    pub(crate) fn command_of(
        &self,
        runner: &Path,
        arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
    ) -> Command {
        #[expect(
            clippy::disallowed_methods,
            reason = "a test starts the runner; what that starts is its own business"
        )]
        let mut command = Command::new(runner);
        command.args(arguments).current_dir(&self.root);
        for (name, _) in std::env::vars_os() {
            let name_text = name.to_string_lossy();
            let of_cargo = name_text.starts_with("CARGO") && name_text != "CARGO_HOME";
            if of_cargo || name_text.starts_with("RUST_") || OF_THE_PLACE.contains(&&*name_text) {
                command.env_remove(&name);
            }
        }
        command.stdin(Stdio::null());
        #[cfg(unix)]
        for signal in [libc::SIGINT, libc::SIGTERM, libc::SIGHUP] {
            begins_with(&mut command, signal, libc::SIG_DFL);
        }
        command
    }

    /// Runs the runner to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        Said::of(&mut self.command(arguments))
    }
}

/// Lets a command begin with a signal ignored, or with what it does by default: a shell may have started this test in
/// the background, where it ignores some.
#[cfg(unix)]
pub(crate) fn begins_with(command: &mut Command, signal: libc::c_int, handler: libc::sighandler_t) {
    let in_the_child = move || {
        // SAFETY: takes numbers only, and neither of the two handlers is code of ours.
        unsafe { libc::signal(signal, handler) };
        Ok(())
    };
    // SAFETY: between fork and exec the closure makes one system call; it neither allocates nor locks.
    unsafe { std::os::unix::process::CommandExt::pre_exec(command, in_the_child) };
}

/// What the runner looks at to learn where it is and what its user likes: a test says this itself.
const OF_THE_PLACE: [&str; 17] = [
    "CI",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLORTERM",
    "EDITOR",
    "FORCE_COLOR",
    "FORCE_HYPERLINK",
    "KITTY_WINDOW_ID",
    "KONSOLE_VERSION",
    "NO_COLOR",
    "SSH_CONNECTION",
    "TERM",
    "TERM_PROGRAM",
    "TMUX",
    "VISUAL",
    "VTE_VERSION",
    "WT_SESSION",
];

impl Said {
    /// Runs a command to its end.
    pub(crate) fn of(command: &mut Command) -> Self {
        let output = command.output().expect("the runner can be started");
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("the runner says UTF-8"),
            err: String::from_utf8(output.stderr).expect("the runner says UTF-8"),
        }
    }

    /// Fails unless the runner ended with this code.
    #[track_caller]
    pub(crate) fn ended_with(self, code: i32) -> Self {
        assert_eq!(
            self.code,
            Some(code),
            "the exit code is another one\n{self}"
        );
        self
    }

    /// Fails unless nothing was red: green, or on a busy machine that cannot tell what is fast.
    #[track_caller]
    pub(crate) fn ended_right(self) -> Self {
        assert!(
            matches!(self.code, Some(0 | 3)),
            "the exit code is neither 0 nor 3\n{self}"
        );
        self
    }

    /// Fails unless the runner said this, on standard output or on standard error.
    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        let said = self.out.contains(text) || self.err.contains(text);
        assert!(said, "nobody says \"{text}\"\n{self}");
        self
    }

    /// Fails if the runner said this, on standard output or on standard error.
    #[track_caller]
    pub(crate) fn says_nothing_of(self, text: &str) -> Self {
        let said = self.out.contains(text) || self.err.contains(text);
        assert!(!said, "somebody says \"{text}\"\n{self}");
        self
    }
}

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { code, out, err } = self;
        write!(
            f,
            "-- code {code:?}\n-- standard output\n{out}\n-- standard error\n{err}"
        )
    }
}

/// The solution of an exercise, as a whole module.
pub(crate) fn solution(lesson: &Lesson, exercise: &str) -> String {
    let file = lesson.solution.join("src").join(format!("{exercise}.rs"));
    fs::read_to_string(course().root.join(file)).expect("every exercise has a solution")
}

/// What a clone of the course holds, apart from the learner's own files.
fn tracked() -> Vec<PathBuf> {
    let mut files = below(&course().root, Path::new(""));
    files.retain(|file| {
        let mut lessons = course().lessons.iter();
        !lessons.any(|lesson| file.starts_with(lesson.folder.join("src")))
    });
    files
}

/// All files below a folder, relative to the root; what is built, and the learner's progress, stay out.
fn below(root: &Path, folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(root.join(folder)).expect("a folder of the course") {
        let entry = entry.expect("an entry of a folder");
        let file = folder.join(entry.file_name());
        if ["target", ".git"]
            .iter()
            .any(|built| file == Path::new(built))
        {
            continue;
        }
        if root == course().root && file == Path::new(".hands") {
            continue;
        }
        if entry.file_type().expect("the kind of an entry").is_dir() {
            files.extend(below(root, &file));
        } else {
            files.push(file);
        }
    }
    files
}
