//! Completions, in a real bash.

use std::{os::unix::fs::symlink, path::PathBuf, process::Command};

use crate::{
    copy::{Copy, Said},
    terminal::Seat,
};

/// A bash in the copy's lessons that finds this runner where a learner's lies, and has loaded its script.
fn bash(copy: &Copy, target: &tempfile::TempDir) -> Command {
    let runner = PathBuf::from(env!("CARGO_BIN_EXE_xtask"));
    let folder = target.path().join("xtask");
    std::fs::create_dir(&folder).expect("a folder for the runner");
    symlink(runner, folder.join("xtask")).expect("the runner where a learner's lies");
    let script = copy.run(&["completions", "bash"]).ended_with(0).out;
    std::fs::write(target.path().join("script"), script).expect("the script");
    #[expect(
        clippy::disallowed_methods,
        reason = "a shell that ends by itself, or is told to"
    )]
    let mut bash = Command::new("bash");
    bash.current_dir(copy.root().join("lessons"))
        .env("CARGO_TARGET_DIR", target.path())
        .env("SCRIPT", target.path().join("script"));
    bash
}

fn target() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder for the runner")
}

#[test]
fn bash_gets_what_may_come_next() {
    let copy = Copy::fresh();
    let target = target();
    let mut bash = bash(&copy, &target);
    // What bash does at a Tab; the last word is the one that is completed.
    let lines = r#"
        _cargo() { COMPREPLY=(cargo-itself); }
        complete -F _cargo cargo
        source "$SCRIPT"
        source "$SCRIPT"
        asked() {
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
            _many_hands cargo "${@: -1}" "${@: -2:1}"
            echo "$*: ${COMPREPLY[*]}"
        }
        asked cargo xtask ch
        asked cargo xtask check lesson01 int
        asked cargo teach compare lesson02 ""
        asked cargo xtask check --stage r
        asked cargo xtask check --with ""
        asked cargo bu
    "#;
    let said = Said::of(bash.args(["-c", lines])).ended_with(0);
    for line in [
        "cargo xtask ch: check\n",
        "cargo xtask check lesson01 int: introductions\n",
        "cargo xtask check --stage r: race\n",
        "cargo xtask check --with : \n",
        "cargo bu: cargo-itself\n",
    ] {
        assert!(said.out.contains(line), "{line}{said}");
    }
    said.says("cargo teach compare lesson02 : counter bank settings");
}

#[test]
fn a_tab_completes_at_a_real_prompt() {
    let copy = Copy::fresh();
    let target = target();
    let mut bash = bash(&copy, &target);
    bash.args(["--norc", "--noprofile", "-i"])
        .env("PS1", "ready> ")
        .env("TERM", "xterm")
        .env("INPUTRC", "/dev/null");
    let mut seat = Seat::at(&mut bash, 100);
    seat.shows("ready> ");
    seat.press("source \"$SCRIPT\"\n");
    seat.shows("ready> ");
    seat.press("cargo xtask check lesson01 para\t");
    seat.shows("check lesson01 parallel_map ");
    // The line is not run.
    seat.press("\u{15}exit\n");
    seat.shows("exit");
    assert_eq!(seat.child.wait().expect("bash ends").code(), Some(0));
}

#[test]
fn every_shell_has_its_script() {
    let copy = Copy::fresh();
    for shell in ["bash", "zsh", "fish"] {
        copy.run(&["completions", shell])
            .ended_with(0)
            .says("cargo xtask completions");
    }
    copy.run(&["completions"]).ended_with(2).says("SHELL");
}
