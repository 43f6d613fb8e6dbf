//! For programs: every command answers with one document, whatever happens.

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead, BufReader},
    process::Stdio,
};

use serde_json::Value;

use crate::{
    copy::{Copy, Said, solution},
    first,
};

/// Reads a document, and looks at what all of them have.
#[track_caller]
fn document(text: &str) -> Value {
    let document: Value =
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(document["version"], 2, "{text}");
    assert!(document["exit"].is_u64(), "{text}");
    assert!(document["notes"].is_array(), "{text}");
    for field in ["command", "trouble"] {
        assert!(document.get(field).is_some(), "{field} is not told\n{text}");
    }
    document
}

/// Runs a command with `--json`. Its exit code is the document's.
#[track_caller]
fn answer(copy: &Copy, arguments: &[&str]) -> Value {
    let said = copy.run(&[arguments, &["--json"]].concat());
    let document = document(&said.out);
    assert_eq!(
        document["exit"].as_i64(),
        said.code.map(i64::from),
        "{said}"
    );
    assert!(!said.err.contains("note:"), "said twice\n{said}");
    document
}

#[test]
fn every_command_answers_with_one_document() {
    let copy = Copy::fresh();
    let (lesson, file) = first();
    // Fewer claims to prove: this is about the form of the answer.
    for corpus in ["mistakes", "alternatives"] {
        let folder = copy.root().join("tests").join(corpus).join("lesson01");
        fs::remove_dir_all(folder).expect("the corpus of lesson 01");
    }
    let elsewhere = tempfile::tempdir().expect("a folder outside of the course");
    let class = elsewhere.path().join("class");
    let class = class.to_str().expect("a plain path");
    let mut answered = BTreeSet::new();
    let mut ask = |arguments: &[&str]| {
        let document = answer(&copy, arguments);
        answered.insert(document["command"].as_str().unwrap_or_default().to_owned());
        assert_eq!(
            document["trouble"],
            Value::Null,
            "{arguments:?}: {document:#}"
        );
        document
    };

    let next = ask(&[]);
    assert_eq!(next["next"]["exercise"], "both");
    assert_eq!(next["lessons"][0]["exercises"][0]["green"], false);
    let check = ask(&["check", "1", "both"]);
    assert_eq!(
        check["lessons"][0]["exercises"][0]["first_failure"],
        next["lessons"][0]["exercises"][0]["first_failure"]
    );
    for number in 1..=2 {
        let hint = ask(&["hint", "1", "both"]);
        assert_eq!(hint["hints"][0]["number"], number);
        assert!(hint["of"].as_u64() >= Some(2), "{hint:#}");
    }
    assert_eq!(ask(&["open", "1", "both"])["exercise"], "both");
    copy.solve(lesson, "both");
    assert_eq!(ask(&["check", "1", "both"])["exit"], 0);
    let status = ask(&["status"]);
    let both = &status["lessons"][0]["exercises"][0];
    assert_eq!(both["progress"], "done", "{status:#}");
    assert_eq!(both["attempts"], 1, "{status:#}");
    assert!(both["done_at"].is_u64(), "{status:#}");
    assert_eq!(status["done"], 1);
    assert_eq!(status["next"]["exercise"], "introductions");
    let compare = ask(&["compare", "1", "both"]);
    assert_eq!(
        compare["comparisons"][0]["changes"],
        Value::Array(Vec::new())
    );
    let reset = ask(&["reset", "1", "both"]);
    assert_eq!(
        reset["files"][0]["file"],
        file.to_string_lossy().into_owned()
    );
    assert!(reset["files"][0]["kept"].is_string());

    assert!(ask(&["machine"])["cores"].is_u64());
    let speedup = ask(&["speedup", "1", "primes", "--solution", "--rounds", "1"]);
    assert_eq!(speedup["curves"][0]["axis"], "workers");
    assert!(speedup["curves"][0]["points"].is_array());

    ask(&["handout", "--untried", "--lessons", "1", class]);
    assert_eq!(ask(&["update", class])["written"], Value::Array(Vec::new()));
    assert_eq!(
        ask(&["author", "stubs", "--check"])["stale"],
        Value::Array(Vec::new())
    );
    let proven = ask(&["author", "check", "1"]);
    assert_eq!(proven["exit"], 4, "exercises without mistakes break a rule");
    let claims = proven["claims"].as_array().map_or(0, Vec::len);
    assert!(claims >= 2 * lesson.exercises.len(), "{proven:#}");
    assert!(ask(&["author", "opinion", "1"])["findings"].is_array());
    let verdicts = ask(&["author", "verdicts", "1", "--repeat", "1"]);
    assert!(verdicts["verdicts"][0]["claim"].is_string());
    assert_eq!(
        ask(&["author", "trace", "rounds.txt", "--rounds", "1"])["rounds"],
        1
    );
    assert!(ask(&["completions", "bash"])["script"].is_string());
    assert!(ask(&["author", "new", "9", "x"])["written"].is_array());
    answered.insert("watch".into());

    let mut all: BTreeSet<String> = xtask::cli::names().into_iter().collect();
    all.insert("next".into());
    assert_eq!(answered, all, "a command is not asked here");
}

#[test]
fn watching_is_a_document_a_line() {
    let copy = Copy::fresh();
    let (lesson, file) = first();
    let mut watch = copy.command(["watch", "1", "--json"]);
    watch.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut runner = watch.spawn().expect("the runner can be started");
    let mut lines = BufReader::new(runner.stdout.take().expect("its output")).lines();
    let mut next = || document(&lines.next().expect("a line").expect("a whole line"));
    let first = next();
    assert_eq!(
        (&first["command"], &first["exit"]),
        (&"watch".into(), &1.into())
    );
    copy.write(&file, solution(lesson, "both"));
    let second = next();
    assert_eq!(second["exit"], 0, "{second}");
    assert_eq!(second["lessons"][0]["exercises"][0]["green"], true);
    assert_eq!(second["next"]["exercise"], "introductions");
    copy.write(".hands/state.json", "{ \"version\": 99 }");
    copy.write(&file, "// another\n");
    assert!(next()["trouble"]["says"].is_string());
    runner.kill().expect("the runner is ended");
    runner.wait().expect("it ends");
}

#[test]
fn what_goes_wrong_is_a_document_too() {
    let copy = Copy::fresh();
    for (arguments, code) in [
        (&["check", "99"][..], 2),
        (&["watch", "99"], 2),
        (&["chekc"], 2),
        (&["check", "--stage", "reading"], 2),
        (&["compare", "1", "both"], 1),
        (&["author", "check", "99"], 2),
    ] {
        let document = answer(&copy, arguments);
        assert_eq!(document["exit"], code, "{arguments:?}");
        for part in ["says", "next"] {
            let words = document["trouble"][part].as_str();
            assert!(words.is_some_and(|it| !it.is_empty()), "{document:#}");
        }
    }
    let help = answer(&copy, &["--help"]);
    assert!(help["help"].as_str().is_some_and(|it| it.contains("Usage")));
    let nowhere = tempfile::tempdir().expect("a folder outside of the course");
    let mut outside = copy.command(["status", "--json"]);
    let said = Said::of(outside.current_dir(nowhere.path())).ended_with(2);
    assert!(document(&said.out)["trouble"]["says"].is_string());
}
