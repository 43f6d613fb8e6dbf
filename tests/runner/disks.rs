//! Disks that are full, and folders that cannot be written to: real ones, whoever runs this.
//!
//! A mount in a namespace of its own binds every user, and is gone with the runner. Where no such namespace can be had,
//! these tests say so and tell nothing.

use std::{fs, path::Path, process::Stdio};

use crate::copy::{Copy, Said};

/// A disk with so little room that it is full.
const FULL: &str =
    "mount -t tmpfs -o size=64k none \"$1\" && { head -c 100000 /dev/zero > \"$1/full\"; true; }";
const READ_ONLY: &str = "mount -t tmpfs -o ro none \"$1\"";

/// `check 1 both` with this disk in the place of a folder of the copy, in which it builds as well if `builds`.
/// `None` where nothing can be mounted.
fn judged(copy: &Copy, disk: &str, folder: &Path, builds: bool) -> Option<Said> {
    fs::create_dir_all(folder).expect("a folder to mount on");
    let command = |then: &str, runner: &[&str]| {
        let script = format!("{disk} 2> /dev/null && {then}");
        let folder = folder.to_string_lossy();
        let mut arguments = vec!["-rm", "sh", "-c", &script, "sh", &folder];
        arguments.extend(runner);
        copy.command_of(Path::new("unshare"), arguments)
    };
    let probe = command("exit 0", &[]).stderr(Stdio::null()).status();
    if !probe.is_ok_and(|status| status.success()) {
        eprintln!("not told: nothing can be mounted here");
        return None;
    }
    let runner = [env!("CARGO_BIN_EXE_xtask"), "check", "1", "both"];
    let mut command = command("shift && exec \"$@\"", &runner);
    if builds {
        command.env("CARGO_TARGET_DIR", folder);
    }
    Some(Said::of(&mut command).says_nothing_of("panicked"))
}

#[test]
fn a_full_disk_costs_the_memory_and_not_the_verdict() {
    let copy = Copy::fresh();
    if let Some(said) = judged(&copy, FULL, &copy.root().join(".hands"), false) {
        said.ended_with(1)
            .says("Both answers come back")
            .says(".hands")
            .says("No space left on device");
    }
}

#[test]
fn a_folder_that_cannot_be_written_to_costs_the_memory_and_not_the_verdict() {
    let copy = Copy::fresh();
    if let Some(said) = judged(&copy, READ_ONLY, &copy.root().join(".hands"), false) {
        said.ended_with(1)
            .says("Both answers come back")
            .says(".hands")
            .says("Read-only file system");
    }
}

#[test]
fn a_full_disk_to_build_on_is_told() {
    let copy = Copy::fresh();
    let elsewhere = tempfile::tempdir().expect("a folder");
    if let Some(said) = judged(&copy, FULL, elsewhere.path(), true) {
        said.ended_with(3)
            .says("Make room on the disk")
            .says(&elsewhere.path().to_string_lossy());
    }
}

#[test]
fn a_folder_to_build_in_that_cannot_be_written_to_is_told() {
    let copy = Copy::fresh();
    let elsewhere = tempfile::tempdir().expect("a folder");
    if let Some(said) = judged(&copy, READ_ONLY, elsewhere.path(), true) {
        said.ended_with(3).says(&elsewhere.path().to_string_lossy());
    }
}

#[test]
fn an_answer_that_cannot_be_written_is_told() {
    let copy = Copy::fresh();
    for arguments in [&["status"][..], &["status", "--json"]] {
        let full = fs::File::options().write(true).open("/dev/full");
        let full = full.expect("every Linux has a device that is always full");
        let mut command = copy.command(arguments);
        let output = command.stdout(full).stderr(Stdio::piped()).spawn();
        let output = output.and_then(|child| child.wait_with_output());
        let output = output.expect("the runner can be started");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(said.contains("The answer cannot be written"), "{said}");
    }
}
