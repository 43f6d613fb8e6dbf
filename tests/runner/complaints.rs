//! What learners of other courses complain of must not be possible here.
//!
//! | complaint | answered by |
//! |---|---|
//! | an editor's check freezes the runner | `accidents::an_editor_that_holds_cargos_lock_keeps_nobody_waiting` |
//! | a save during a run is ignored, and the screen lies | `watch::a_save_during_a_run_stops_it_and_its_verdict_is_never_shown`, `interrupts::a_file_that_is_saved_during_the_run_is_judged_again` |
//! | Ctrl-C loses all results | `interrupts::ctrl_c_leaves_no_process_behind_and_loses_no_result`, `memory::a_verdict_that_was_shown_is_remembered_whatever_happens_then` |
//! | a damaged state file wipes progress | `accidents::a_damaged_state_is_kept_aside_and_told`, `memory::a_runner_that_is_ended_at_any_moment_leaves_a_whole_state` |
//! | reset destroys work | `reset::reset_keeps_a_copy_and_says_where`, `watch::reset_asks_first_and_keeps_the_work` |
//! | a headless run fails for want of a terminal | `complaints::without_terminal_home_and_input_everything_works`, `complaints::a_server_that_pretends_to_be_a_terminal_is_never_asked` |
//! | a read-only command changes state | `complaints::who_only_looks_changes_nothing` |
//! | output of a learner's program corrupts the terminal | `hostile::bytes_that_are_no_text_and_orders_to_the_terminal_are_made_harmless`, `watch::without_colours_there_are_none_and_a_programs_output_gives_no_orders` |
//! | an exercise counts as solved though it prints the answer or exits early | `hostile::a_printed_verdict_is_no_verdict`, `hostile::a_program_that_leaves_early_has_not_passed` |
//! | updating the course costs the learner's work | `handout::an_update_never_touches_what_a_learner_has_changed` |

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Stdio,
};

use crate::{
    copy::{Copy, Said},
    first,
    terminal::attended_at,
};

/// Every file of the copy but what is built, with its content and the time of its last change.
fn files(root: &Path, folder: &Path) -> BTreeMap<PathBuf, (Vec<u8>, std::time::SystemTime)> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(root.join(folder)).expect("a folder").flatten() {
        let path = folder.join(entry.file_name());
        let about = entry.metadata().expect("what is known of a file");
        if about.is_dir() && path != Path::new("target") {
            found.extend(files(root, &path));
        } else if about.is_file() {
            let text = fs::read(root.join(&path)).expect("a file of the copy");
            found.insert(path, (text, about.modified().expect("its time")));
        }
    }
    found
}

#[test]
fn who_only_looks_changes_nothing() {
    let copy = Copy::fresh();
    let (lesson, _) = first();
    let other = "tests/alternatives/lesson01/both/by_channel.rs";
    let looks = [
        &["status"][..],
        &["status", "--json"],
        &["open", "1", "both"],
        &["completions", "bash"],
        &["completions", "--", "check", "les"],
        &["--help"],
        &["check", "99"],
        &["check", "1", "both", "--solution"],
        &["check", "1", "both", "--with", other],
        &["compare", "1", "both", "--with", other],
        &["author", "stubs", "--check"],
    ];
    let look = |state: &str| {
        let before = files(copy.root(), Path::new(""));
        for arguments in looks {
            copy.run(arguments);
            let after = files(copy.root(), Path::new(""));
            let changed = before
                .iter()
                .find(|(path, file)| after.get(*path) != Some(file));
            let changed = changed.map(|(path, _)| path);
            assert_eq!(changed, None, "{state}: {arguments:?} changes a file");
            let new = after.keys().find(|path| !before.contains_key(*path));
            assert_eq!(new, None, "{state}: {arguments:?} leaves a file");
        }
    };
    look("nothing was judged yet");
    copy.solve(lesson, "both");
    copy.run(&["check", "1", "both"]).ended_with(0);
    look("an exercise is done");
    let before = files(copy.root(), Path::new(""));
    copy.run(&["check", "1", "both"])
        .ended_with(0)
        .says("unchanged");
    assert!(
        before == files(copy.root(), Path::new("")),
        "nothing was judged"
    );
    copy.write(".hands/state.json", "{ half a sta");
    look("the state is damaged");
    copy.run(&["status"]).ended_with(0).says("is damaged");
}

#[test]
fn without_terminal_home_and_input_everything_works() {
    let copy = Copy::fresh();
    let cargo = std::env::var_os("CARGO_HOME").map_or_else(
        || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cargo"),
        PathBuf::from,
    );
    let rustup = std::env::var_os("RUSTUP_HOME").map_or_else(
        || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".rustup"),
        PathBuf::from,
    );
    let path = std::env::var_os("PATH").unwrap_or_default();
    for (arguments, code) in [
        (&[][..], 1),
        (&["check", "1", "both"], 1),
        (&["hint", "1", "both"], 0),
        (&["open", "1", "both"], 0),
        (&["status"], 0),
        (&["reset", "1", "both"], 0),
    ] {
        let mut command = copy.command(arguments);
        command
            .env_clear()
            .env("PATH", &path)
            .env("CARGO_HOME", &cargo)
            .env("RUSTUP_HOME", &rustup)
            .env("CARGO_NET_OFFLINE", "true")
            .stdin(Stdio::null());
        Said::of(&mut command)
            .ended_with(code)
            .says_nothing_of("\u{1b}")
            .says_nothing_of("panicked");
    }
}

#[test]
fn a_server_that_pretends_to_be_a_terminal_is_never_asked() {
    let copy = Copy::fresh();
    for (name, value) in [("CI", "true"), ("TERM", "dumb")] {
        for arguments in [
            &["check", "1", "both"][..],
            &["reset", "1", "both"],
            &["open", "1"],
        ] {
            let mut command = copy.command(arguments);
            command
                .env("TERM", "xterm")
                .env("EDITOR", "false")
                .env(name, value);
            let shown = attended_at(&mut command);
            for order in ["\u{1b}[2K", "\u{1b}[2J", "\u{1b}[H", "[y/N]"] {
                assert!(!shown.contains(order), "{name} {arguments:?}: {shown:?}");
            }
            assert!(!shown.is_empty(), "{name} {arguments:?} says nothing");
        }
    }
}
