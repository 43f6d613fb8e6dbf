//! `open`: the learner's editor at the line to edit; where there is no editor or nobody to use one, the path.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{
    copy::{Copy, Said},
    first,
    terminal::attended_at,
};

/// An editor that tells what it was started with. Its name is a real one's, which decides how it is told the line.
struct Editor {
    folder: tempfile::TempDir,
}

impl Editor {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for an editor");
        let editor = Self { folder };
        let script = format!(
            "#!/bin/sh\nprintf '%s\\n' \"$@\" >'{0}'\nenv >'{0}.env'\necho it edits\nexit 7\n",
            editor.told_in().display()
        );
        fs::write(editor.program(), script).expect("an editor");
        let mode = fs::Permissions::from_mode(0o755);
        fs::set_permissions(editor.program(), mode).expect("a program");
        editor
    }

    fn program(&self) -> PathBuf {
        self.folder.path().join("nvim")
    }

    fn told_in(&self) -> PathBuf {
        self.folder.path().join("told")
    }

    /// Its arguments, one a line; empty if it was not started.
    fn was_told(&self) -> String {
        fs::read_to_string(self.told_in()).unwrap_or_default()
    }
}

/// The line that a report points to with `edit  FILE:LINE`.
fn edit(said: &Said) -> (String, u32) {
    let line = said
        .out
        .lines()
        .find_map(|line| line.trim().strip_prefix("edit  "));
    let (file, line) = line
        .and_then(|place| place.rsplit_once(':'))
        .unwrap_or_else(|| panic!("no line to edit\n{said}"));
    (file.to_owned(), line.parse().expect("a line's number"))
}

#[test]
fn the_editor_opens_at_the_line_that_the_report_told() {
    let copy = Copy::fresh();
    let editor = Editor::new();
    let (file, line) = edit(&copy.run(&["check", "1", "both"]).ended_with(1));
    let mut open = copy.command(["open"]);
    open.env("VISUAL", editor.program())
        .env("EDITOR", "/no/such/editor");
    let shown = attended_at(&mut open);
    let wanted = format!("+{line}\n{}\n", copy.root().join(&file).display());
    assert_eq!(editor.was_told(), wanted);
    let told = format!("{file}:{line}");
    assert!(
        shown.contains(&told) && shown.contains("it edits"),
        "{shown}"
    );
}

#[test]
fn the_editor_does_not_inherit_what_cargo_says_of_the_runner() {
    let copy = Copy::fresh();
    let editor = Editor::new();
    let mut open = copy.command(["open"]);
    open.env("EDITOR", editor.program())
        .env("CARGO_MANIFEST_DIR", "/the/runner's")
        .env("CARGO_HOME", "/the/users");
    attended_at(&mut open);
    let environment = fs::read_to_string(editor.told_in().with_extension("env"));
    let environment = environment.expect("the editor was started");
    assert!(
        environment.contains("CARGO_HOME=/the/users"),
        "{environment}"
    );
    assert!(!environment.contains("CARGO_MANIFEST_DIR"), "{environment}");
}

#[test]
fn code_that_does_not_compile_opens_at_rustcs_first_error() {
    let copy = Copy::fresh();
    let (_, file) = first();
    let text = copy.read(&file);
    let lines = text.lines().count();
    copy.write(
        &file,
        format!("{text}\nfn wrong() -> u32 {{ \"no number\" }}\n"),
    );
    copy.run(&["check", "1", "both"]).ended_with(1);
    let said = copy.run(&["open"]).ended_with(0);
    assert_eq!(said.out, format!("{}:{}\n", file.display(), lines + 2));
}

#[test]
fn before_the_first_check_it_opens_where_the_work_begins() {
    let copy = Copy::fresh();
    let (lesson, file) = first();
    let todo = |file: &Path| {
        let text = copy.read(file);
        let index = text.lines().position(|line| line.contains("todo!("));
        index.expect("a stub has a todo") + 1
    };
    let said = copy.run(&["open"]).ended_with(0);
    assert_eq!(said.out, format!("{}:{}\n", file.display(), todo(&file)));
    let other = lesson.module("outcomes");
    let said = copy.run(&["open", "1", "outcomes"]).ended_with(0);
    assert_eq!(said.out, format!("{}:{}\n", other.display(), todo(&other)));
    let mut deep = copy.command(["open"]);
    let said = Said::of(deep.current_dir(copy.root().join("xtask")));
    let whole = copy.root().join(&file);
    assert_eq!(said.out, format!("{}:{}\n", whole.display(), todo(&file)));
}

#[test]
fn where_nobody_sits_at_a_terminal_the_path_is_printed_and_no_editor_started() {
    let copy = Copy::fresh();
    let editor = Editor::new();
    let mut open = copy.command(["open"]);
    let said = Said::of(open.env("EDITOR", editor.program())).ended_with(0);
    assert!(
        said.out
            .starts_with("lessons/lesson01-threads/src/both.rs:"),
        "{said}"
    );
    assert_eq!(said.err, "");
    let mut pretends = copy.command(["open"]);
    attended_at(pretends.env("EDITOR", editor.program()).env("CI", "true"));
    assert_eq!(editor.was_told(), "");
}

#[test]
fn without_an_editor_or_with_a_wrong_one_the_path_is_told_and_what_to_do() {
    let copy = Copy::fresh();
    let shown = attended_at(&mut copy.command(["open"]));
    assert!(
        shown.contains("both.rs:") && shown.contains("set VISUAL or EDITOR"),
        "{shown}"
    );
    let shown = attended_at(copy.command(["open"]).env("VISUAL", "/no/such/editor"));
    assert!(
        shown.contains("both.rs:") && shown.contains("cannot be started"),
        "{shown}"
    );
}

#[test]
fn programs_are_told_the_place_and_nothing_is_opened() {
    let copy = Copy::fresh();
    let editor = Editor::new();
    let mut open = copy.command(["open", "--json"]);
    let said = Said::of(open.env("EDITOR", editor.program())).ended_with(0);
    let document: Value =
        serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}\n{said}"));
    assert_eq!(document["version"], 2);
    assert_eq!(document["exercise"], "both");
    assert_eq!(
        document["edit"]["file"],
        "lessons/lesson01-threads/src/both.rs"
    );
    assert!(document["edit"]["line"].is_u64(), "{said}");
    assert_eq!(editor.was_told(), "");
}

#[test]
fn paths_can_be_clicked_in_terminals_that_can_and_nowhere_else() {
    let copy = Copy::fresh();
    let (_, file) = first();
    let mut check = copy.command(["check", "1", "both"]);
    let shown = attended_at(check.env("TERM", "xterm").env("FORCE_HYPERLINK", "1"));
    let address = copy
        .root()
        .join(&file)
        .display()
        .to_string()
        .replace(' ', "%20");
    let link = format!("\u{1b}]8;;file://{address}\u{1b}\\{}:", file.display());
    assert!(shown.contains(&link), "{shown:?}");
    let mut check = copy.command(["check", "1", "both"]);
    Said::of(check.env("FORCE_HYPERLINK", "1")).says_nothing_of("\u{1b}");
    let mut plain = copy.command(["check", "1", "both"]);
    let shown = attended_at(plain.env("TERM", "xterm").env("FORCE_HYPERLINK", "0"));
    assert!(!shown.contains("\u{1b}]8"), "{shown:?}");
}
