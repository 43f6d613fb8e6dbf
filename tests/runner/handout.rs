//! What a teacher hands out: a whole course, with its solutions or without, that nobody's work is lost in.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{
    copy::{Copy, Said, solution},
    first,
};

/// A folder for hand-outs, outside of the course.
pub(crate) fn elsewhere() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder outside of the course")
}

/// A hand-out that nobody has tried: that takes a minute, and one test here waits for it.
pub(crate) fn handed_out(copy: &Copy, folder: &Path, further: &[&str]) -> Said {
    let mut handout = copy.command(["handout", "--untried"]);
    Said::of(handout.args(further).arg(folder)).ended_with(0)
}

/// Runs the runner inside of a hand-out. It is this course's own program, which is what the hand-out's sources say too;
/// what it builds goes where the copy's things are built.
fn inside(copy: &Copy, folder: &Path, arguments: &[&str]) -> Said {
    let mut command = copy.command(arguments);
    command.env("CARGO_TARGET_DIR", copy.root().join("target/handed-out"));
    Said::of(command.current_dir(folder))
}

fn read(folder: &Path, file: impl AsRef<Path>) -> String {
    let file = folder.join(file);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// All files, relative to the folder, without git's own.
pub(crate) fn files(folder: &Path, below: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder.join(below))
        .expect("a folder")
        .flatten()
    {
        let path = below.join(entry.file_name());
        match entry.file_type() {
            _ if path == Path::new(".git") => {}
            Ok(kind) if kind.is_dir() => files.extend(self::files(folder, &path)),
            _ => files.push(path),
        }
    }
    files
}

#[test]
fn a_hand_out_is_built_and_judged_before_it_is_given_away() {
    let copy = Copy::fresh();
    let elsewhere = elsewhere();
    let folder = elsewhere.path().join("class");
    let mut handout = copy.command(["handout", "--lessons", "1"]);
    Said::of(handout.arg(&folder))
        .ended_with(0)
        .says("5 exercises wait for a learner");
    // What does not build is not given away.
    let (lesson, _) = first();
    let tests = lesson.folder.join("tests/contract/both.rs");
    copy.write(&tests, "this is no Rust\n");
    let broken = elsewhere.path().join("broken");
    let mut handout = copy.command(["handout", "--lessons", "1"]);
    Said::of(handout.arg(&broken))
        .ended_with(4)
        .says("Nothing was handed out");
    assert!(!broken.exists());
}

#[test]
fn without_solutions_every_command_works_or_says_that_they_are_not_here() {
    let copy = Copy::fresh();
    let elsewhere = elsewhere();
    let folder = elsewhere.path().join("a class");
    handed_out(&copy, &folder, &["--lessons", "1-2"]).says("without solutions");
    for file in files(&folder, Path::new("")) {
        let secret = file.starts_with("solutions") || file.starts_with("tests");
        assert!(!secret, "{} is handed out", file.display());
        let text = fs::read_to_string(folder.join(&file)).unwrap_or_default();
        let of_lesson = file.starts_with("lessons") || file.starts_with("xtask/handout/stubs");
        assert!(
            !(of_lesson && text.contains("//# solution:")),
            "{}",
            file.display()
        );
        assert!(
            !file.to_string_lossy().contains("lesson03"),
            "{}",
            file.display()
        );
    }
    let manifest = read(&folder, "Cargo.toml");
    assert!(
        !manifest.contains("solutions") && !manifest.contains("-*\""),
        "{manifest}"
    );
    let inside = |arguments: &[&str]| inside(&copy, &folder, arguments);
    inside(&["status"])
        .ended_with(0)
        .says("0 of 10 exercises done");
    inside(&[])
        .ended_with(1)
        .says("Not written yet")
        .says("src/both.rs");
    inside(&["hint"]).ended_with(0).says("Hint 1 of");
    inside(&["open"]).ended_with(0).says("src/both.rs:");
    let (lesson, file) = first();
    let stub = read(&folder, &file);
    let work = solution(lesson, "both");
    fs::write(folder.join(&file), &work).expect("the learner's work");
    inside(&["check", "1", "both"]).ended_with(0);
    inside(&["reset", "1", "both"])
        .ended_with(0)
        .says("is kept as");
    assert_eq!(read(&folder, &file), stub);
    for with_solutions in [
        &["check", "1", "--solution"][..],
        &["check", "1", "both", "--with", "Cargo.toml"],
        &["check", "1", "both", "--mistake", "polls_for_the_answer"],
        &["compare", "1", "both"],
    ] {
        inside(with_solutions)
            .ended_with(2)
            .says("The solutions are not here");
    }
    for for_authors in [
        &["author", "check"][..],
        &["author", "stubs"],
        &["author", "new", "9", "x"],
        &["handout", "elsewhere"],
    ] {
        inside(for_authors).ended_with(2).says("This is a hand-out");
    }
    inside(&["--help"]).says_nothing_of("author");
}

#[test]
fn a_renamed_name_is_told_without_solutions_as_well() {
    let copy = Copy::fresh();
    let elsewhere = elsewhere();
    let folder = elsewhere.path().join("class");
    handed_out(&copy, &folder, &["--lessons", "1"]);
    let (lesson, file) = first();
    for file in [file, lesson.folder.join("src/lib.rs")] {
        let text = read(&folder, &file);
        let text = text
            .replace("pub fn both", "pub fn twice")
            .replace("both::both", "both::twice");
        fs::write(folder.join(&file), text).expect("a learner's file");
    }
    inside(&copy, &folder, &["check", "1", "both"])
        .ended_with(1)
        .says("must have `both`")
        .says("Calls `left` and `right` at the same time");
}

#[test]
fn every_link_in_a_hand_out_leads_somewhere() {
    let copy = Copy::fresh();
    let elsewhere = elsewhere();
    let folder = elsewhere.path().join("class");
    handed_out(&copy, &folder, &["--lessons", "2"]);
    for file in files(&folder, Path::new("")) {
        if file.extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        let text = read(&folder, &file);
        let links = text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("://") && !link.starts_with('#')) {
            let link = link.split('#').next().unwrap_or_default();
            let to = folder.join(&file).with_file_name("").join(link);
            assert!(to.exists(), "{}: {link} is not there", file.display());
        }
    }
    let readme = read(&folder, "README.md");
    assert!(
        !readme.contains("For teachers") && !readme.contains("`solutions/`"),
        "{readme}"
    );
}

#[test]
fn the_programs_of_a_lesson_go_along() {
    let copy = Copy::fresh();
    let elsewhere = elsewhere();
    let folder = elsewhere.path().join("class");
    let (lesson, _) = first();
    // One that learners write, one that they only start, one that a bench needs.
    let marked = "fn main() {\n    //# stub: todo!(\"count\")\n    //# solution:\n    count();\n    //# end\n}\n";
    copy.write(lesson.solution.join("src/bin/counter.rs"), marked);
    copy.write(lesson.folder.join("src/bin/counter.rs"), "// work\n");
    copy.write(
        lesson.folder.join("src/bin/given/main.rs"),
        "fn main() {}\n",
    );
    copy.write(lesson.folder.join("benches/more.rs"), "// more\n");
    handed_out(&copy, &folder, &["--lessons", "1"]);
    let stub = "fn main() {\n    todo!(\"count\")\n}\n";
    assert_eq!(
        read(&folder, lesson.folder.join("src/bin/counter.rs")),
        stub
    );
    let name = lesson.folder.file_name().expect("a folder's name");
    let kept = Path::new("xtask/handout/stubs").join(name);
    assert_eq!(read(&folder, kept.join("src/bin/counter.rs")), stub);
    for own in [
        "src/bin/given/main.rs",
        "benches/more.rs",
        "benches/speed.rs",
    ] {
        assert!(folder.join(&lesson.folder).join(own).exists(), "{own}");
    }
    for foundation in ["lessons/kit/benches", "lessons/explorer/src"] {
        assert!(folder.join(foundation).is_dir(), "{foundation}");
    }
}

#[test]
fn with_solutions_a_hand_out_judges_them() {
    let copy = Copy::fresh();
    let elsewhere = elsewhere();
    let folder = elsewhere.path().join("class");
    handed_out(&copy, &folder, &["--lessons", "1", "--with-solutions"]);
    assert!(folder.join("tests/mistakes/lesson01").is_dir());
    assert!(!folder.join("tests/mistakes/lesson02").exists());
    inside(&copy, &folder, &["check", "1", "both", "--solution"]).ended_with(0);
    inside(&copy, &folder, &["check", "1", "both"]).ended_with(1);
}

#[test]
fn nothing_is_written_over_and_nothing_into_the_course() {
    let copy = Copy::fresh();
    let elsewhere = elsewhere();
    let mine = elsewhere.path().join("mine.txt");
    fs::write(&mine, "mine\n").expect("a file");
    let mut handout = copy.command(["handout"]);
    Said::of(handout.arg(elsewhere.path()))
        .ended_with(2)
        .says("is not empty");
    let mut handout = copy.command(["handout"]);
    Said::of(handout.arg(&mine))
        .ended_with(2)
        .says("not a folder");
    copy.run(&["handout", "class"])
        .ended_with(2)
        .says("inside of the course");
    copy.run(&["handout", "--lessons", "1-99", "../class"])
        .ended_with(2)
        .says("no lesson `99`");
    assert_eq!(read(elsewhere.path(), "mine.txt"), "mine\n");
    assert!(!copy.root().join("class").exists());
}

#[test]
fn a_hand_out_has_a_history_of_one_commit_and_nothing_is_left_to_commit() {
    let copy = Copy::fresh();
    let elsewhere = elsewhere();
    let folder = elsewhere.path().join("class");
    let mut handout = copy.command(["handout", "--untried", "--json"]);
    // Whoever has never told git a name hands out as well, and whoever has told it to ignore some files everywhere.
    fs::write(elsewhere.path().join("ignored"), "Cargo.lock\n.cargo\n").expect("a list");
    let ignored = elsewhere.path().join("ignored");
    let settings = format!("[core]\nexcludesFile = {ignored:?}\n");
    fs::write(elsewhere.path().join(".gitconfig"), settings).expect("git's settings");
    handout
        .env("HOME", elsewhere.path())
        .env("GIT_CONFIG_NOSYSTEM", "1");
    let said = Said::of(handout.arg(&folder)).ended_with(0);
    let document: Value =
        serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}\n{said}"));
    assert_eq!(document["version"], 2);
    assert_eq!(document["with_solutions"], false);
    assert!(document["commit"].is_string(), "{said}");
    let committed = git(&folder, &["ls-files"]).lines().count();
    assert_eq!(Some(committed as u64), document["files"].as_u64());
    let log = git(&folder, &["log", "--format=%h"]);
    assert_eq!(log.trim(), document["commit"].as_str().unwrap_or_default());
    assert_eq!(git(&folder, &["status", "--porcelain"]), "");
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    #[expect(
        clippy::disallowed_methods,
        reason = "git ends by itself, and is waited for"
    )]
    let mut git = std::process::Command::new("git");
    Said::of(git.arg("-C").arg(folder).args(arguments))
        .ended_with(0)
        .out
}

/// Brings the copy's course into the folder.
fn updated(copy: &Copy, folder: &Path, further: &[&str]) -> Said {
    Said::of(copy.command(["update"]).args(further).arg(folder)).ended_with(0)
}

#[test]
fn an_update_never_touches_what_a_learner_has_changed() {
    let copy = Copy::fresh();
    let elsewhere = elsewhere();
    let folder = elsewhere.path().join("class");
    handed_out(&copy, &folder, &["--lessons", "1"]);
    let (lesson, both) = first();
    let outcomes = lesson.module("outcomes");
    let write = |file: &Path, text: &str| {
        fs::write(folder.join(file), text).expect("a learner's file");
    };
    // A learner works, changes a test, adds a file, and takes one away.
    let readme = lesson.folder.join("README.md");
    let scratch = Path::new("scratch/notes.txt");
    write(&both, "// my work\n");
    write(&readme, "my notes\n");
    fs::create_dir(folder.join("scratch")).expect("a folder");
    write(scratch, "mine\n");
    let gone = lesson.module("primes");
    fs::remove_file(folder.join(&gone)).expect("the stub is there");
    fs::create_dir_all(folder.join(".hands")).expect("a folder");
    write(
        Path::new(".hands/state.json"),
        "{ \"version\": 1, \"exercises\": {} }",
    );
    updated(&copy, &folder, &[]).says("has this course already");
    // The course moves on: a stub, a test, a text; and a file that a learner has changed as well.
    let solution_of = |exercise: &str| lesson.solution.join("src").join(format!("{exercise}.rs"));
    for exercise in ["both", "outcomes"] {
        let text = copy.read(solution_of(exercise));
        copy.write(solution_of(exercise), format!("{text}// newer\n"));
    }
    let tests = lesson.folder.join("tests/contract/introductions.rs");
    copy.write(&tests, format!("{}// newer\n", copy.read(&tests)));
    copy.write(&readme, format!("{}newer\n", copy.read(&readme)));
    updated(&copy, &folder, &[])
        .says("lesson01 both has another stub")
        .says("lesson01 introductions has other tests")
        .says("not touched")
        .says(&both.to_string_lossy())
        .says(&readme.to_string_lossy());
    assert_eq!(read(&folder, &both), "// my work\n");
    assert_eq!(read(&folder, &readme), "my notes\n");
    assert_eq!(read(&folder, scratch), "mine\n");
    assert!(!folder.join(&gone).exists(), "a learner took it away");
    assert!(
        read(&folder, &outcomes).ends_with("// newer\n"),
        "nobody had touched it"
    );
    assert!(read(&folder, &tests).ends_with("// newer\n"));
    let newer = read(&folder, Path::new(".hands/update").join(&both));
    assert!(newer.ends_with("// newer\n"));
    updated(&copy, &folder, &[]).says("has this course already");
    // `reset` knows the newer stub, and keeps the work.
    inside(&copy, &folder, &["reset", "1", "both"])
        .ended_with(0)
        .says("is kept as");
    assert!(read(&folder, &both).ends_with("// newer\n"));
}

#[test]
fn an_update_brings_later_lessons_when_the_teacher_says_so() {
    let copy = Copy::fresh();
    let elsewhere = elsewhere();
    let folder = elsewhere.path().join("class");
    handed_out(&copy, &folder, &["--lessons", "1"]);
    inside(&copy, &folder, &["check", "2"])
        .ended_with(2)
        .says("no lesson");
    updated(&copy, &folder, &["--lessons", "1,2"]).says("lesson02 bank is new");
    inside(
        &copy,
        &folder,
        &["check", "2", "bank", "--stage", "contract"],
    )
    .ended_with(1)
    .says("Not written yet");
    assert!(read(&folder, "README.md").contains("02 Locks"));
}

#[test]
fn only_a_hand_out_can_be_updated() {
    let copy = Copy::fresh();
    let elsewhere = elsewhere();
    let mut update = copy.command(["update"]);
    Said::of(update.arg(elsewhere.path()))
        .ended_with(2)
        .says("was not made by")
        .says("git pull");
    copy.run(&["update", "."]).ended_with(2).says("git pull");
    let folder = elsewhere.path().join("class");
    handed_out(&copy, &folder, &["--lessons", "1"]);
    fs::write(folder.join("xtask/handout/record.json"), "{ half").expect("a damaged record");
    let mut update = copy.command(["update"]);
    Said::of(update.arg(&folder))
        .ended_with(3)
        .says("cannot be understood");
}

#[test]
fn a_newer_hand_out_updates_an_older_one() {
    let copy = Copy::fresh();
    let elsewhere = elsewhere();
    let old = elsewhere.path().join("old");
    let new = elsewhere.path().join("new");
    handed_out(&copy, &old, &["--lessons", "1"]);
    let (lesson, both) = first();
    let readme = lesson.folder.join("README.md");
    copy.write(&readme, format!("{}newer\n", copy.read(&readme)));
    handed_out(&copy, &new, &["--lessons", "1"]);
    fs::write(old.join(&both), "// my work\n").expect("a learner's work");
    let mut update = copy.command(["update"]);
    Said::of(update.arg(&old).current_dir(&new)).ended_with(0);
    assert!(read(&old, &readme).ends_with("newer\n"));
    assert_eq!(read(&old, &both), "// my work\n");
}
