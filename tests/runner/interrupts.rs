//! Ctrl-C, a request to end, a file that is saved while its tests run.

use std::{
    fs::{self, File},
    os::unix::fs::PermissionsExt,
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use crate::{
    copy::{Copy, Said, begins_with},
    first,
    processes::Mark,
};

#[test]
fn ctrl_c_leaves_no_process_behind_and_loses_no_result() {
    ends_cleanly(libc::SIGINT, 130);
}

#[test]
fn a_request_to_end_leaves_no_process_behind_and_loses_no_result() {
    ends_cleanly(libc::SIGTERM, 143);
}

#[test]
fn a_signal_that_is_ignored_from_the_beginning_ends_nothing() {
    let copy = Copy::fresh();
    let (_, file) = first();
    let gate = Gate::new();
    copy.write(&file, crate::hostile::beginning_with(&gate.waits()));
    let mut command = copy.command(["check", "1", "both"]);
    begins_with(&mut command, libc::SIGHUP, libc::SIG_IGN); // as under `nohup`
    let mut runner = Runner::started(command);
    gate.is_reached(&mut runner.child);
    runner.signal(libc::SIGHUP);
    gate.open();
    runner.ended().ended_with(0);
}

#[test]
fn a_file_that_is_saved_during_the_run_is_judged_again() {
    let copy = Copy::fresh();
    let (lesson, file) = first();
    let gate = Gate::new();
    copy.write(&file, crate::hostile::beginning_with(&gate.waits()));
    let mut runner = Runner::started(copy.command(["check", "1", "both"]));
    gate.is_reached(&mut runner.child);
    copy.solve(lesson, "both");
    gate.open();
    // The first verdict would be green as well, but of a text that is no more.
    runner.ended().ended_with(0).says("again");
}

#[test]
fn who_waits_for_another_runner_can_be_ended() {
    let copy = Copy::fresh();
    let file = "target/hands/staged-together/.lock";
    copy.write(file, "");
    let lock = File::open(copy.root().join(file)).expect("the lock of what is staged");
    lock.lock().expect("nobody else works here");
    let mut runner = Runner::started(copy.command(["author", "check", "lesson01", "--fresh"]));
    // It opens the file before it waits.
    let files = PathBuf::from(format!("/proc/{}/fd", runner.child.id()));
    let waits = || {
        let open = fs::read_dir(&files).into_iter().flatten().flatten();
        let mut open = open.filter_map(|it| fs::read_link(it.path()).ok());
        open.any(|it| it.ends_with(file))
    };
    while !waits() {
        let ended = runner
            .child
            .try_wait()
            .expect("the runner can be looked at");
        assert_eq!(ended, None, "the runner ended before");
        std::thread::yield_now();
    }
    runner.signal(libc::SIGINT);
    runner.ended().ended_with(130);
}

#[test]
fn what_cargo_was_kept_from_forgetting_is_forgotten_by_the_next_run() {
    let copy = Copy::fresh();
    let (lesson, file) = first();
    let check = ["check", "1", "both"];
    let stub = copy.read(&file);
    copy.solve(lesson, "both");
    copy.run(&check).ended_with(0);
    copy.write_as_old(&file, stub);
    let gate = Gate::new();
    let mut command = copy.command(check);
    command.env("CARGO", gate.cargo_that_forgets_nothing());
    let mut ended = Runner::started(command);
    gate.is_reached(&mut ended.child);
    ended.signal(libc::SIGINT);
    ended.ended().ended_with(130);
    gate.open();
    let mut command = copy.command(check);
    command.env("CARGO", gate.cargo_that_forgets_nothing());
    Said::of(&mut command).ended_with(3).says("not today");
    copy.run(&check).ended_with(1);
}

/// The first exercise is done, the second one hangs: the runner is ended there, and the first stays done.
fn ends_cleanly(signal: libc::c_int, code: i32) {
    let copy = Copy::fresh();
    let (lesson, file) = first();
    let gate = Gate::new();
    copy.solve(lesson, "both");
    let second = &lesson.exercises[1].name;
    let stub = copy.read(lesson.module(second));
    copy.write(
        lesson.module(second),
        with_first_statement(&stub, &gate.waits()),
    );
    let mut command = copy.command(["check", "1", "--keep-going"]);
    let mark = Mark::on(&mut command);
    let mut runner = Runner::started(command);
    gate.is_reached(&mut runner.child);
    runner.signal(signal);
    let said = runner.ended().ended_with(code);
    assert_eq!(mark.alive(), [0; 0], "processes are left behind\n{said}");
    assert!(
        copy.read(&file).contains("scope"),
        "the learner's file is as it was"
    );
    let state = copy.read(".hands/state.json");
    assert!(
        state.contains("lesson01/both"),
        "the first exercise's verdict is lost: {state}\n{said}"
    );
}

/// The runner while it runs.
struct Runner {
    child: Child,
}

impl Runner {
    fn started(mut command: Command) -> Self {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command.spawn().expect("the runner can be started");
        Self { child }
    }

    fn signal(&self, signal: libc::c_int) {
        let id = libc::pid_t::try_from(self.child.id()).expect("an id of a process");
        // SAFETY: no memory is touched; the child has not been waited for, so the id is still its own.
        let sent = unsafe { libc::kill(id, signal) };
        assert_eq!(sent, 0, "the signal was sent");
    }

    fn ended(self) -> Said {
        let output = self.child.wait_with_output().expect("the runner ends");
        Said {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("the runner says UTF-8"),
            err: String::from_utf8(output.stderr).expect("the runner says UTF-8"),
        }
    }
}

/// Where a learner's code tells that it has come, and waits until it may go on.
pub(crate) struct Gate {
    folder: tempfile::TempDir,
}

impl Gate {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder for the gate"),
        }
    }

    /// A statement for the learner's code. It looks again and again, so that it is no deadlock.
    pub(crate) fn waits(&self) -> String {
        format!(
            "std::fs::write({:?}, \"\").unwrap();
             while !std::path::Path::new({:?}).exists() {{ std::thread::yield_now(); }}",
            self.file("reached"),
            self.file("open"),
        )
    }

    /// A cargo that waits with `cargo clean` until it may go on, and then fails.
    fn cargo_that_forgets_nothing(&self) -> PathBuf {
        let program = self.file("cargo");
        let script = format!(
            "#!/bin/sh
             [ \"$1\" = clean ] || exec '{}' \"$@\"
             : >'{}'
             until [ -e '{}' ]; do sleep 0.01; done
             echo 'error: not today' >&2
             exit 101\n",
            env!("CARGO"),
            self.file("reached").display(),
            self.file("open").display(),
        );
        fs::write(&program, script).expect("a script");
        let mode = fs::Permissions::from_mode(0o755);
        fs::set_permissions(&program, mode).expect("a program");
        program
    }

    /// Waits until the learner's code has come there.
    pub(crate) fn is_reached(&self, runner: &mut Child) {
        while !self.file("reached").exists() {
            let ended = runner.try_wait().expect("the runner can be looked at");
            assert_eq!(ended, None, "the runner ended before");
            std::thread::yield_now();
        }
    }

    fn open(&self) {
        fs::write(self.file("open"), "").expect("the gate opens");
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// A stub whose `todo!` is preceded by a statement.
fn with_first_statement(stub: &str, statement: &str) -> String {
    assert!(
        stub.contains("    todo!("),
        "a stub says what is to be done"
    );
    stub.replacen("    todo!(", &format!("    {statement}\n    todo!("), 1)
}
