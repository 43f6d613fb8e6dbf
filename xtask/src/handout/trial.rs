//! A hand-out is tried before it is given away: built and judged in a clean folder, by the runner that goes along.

use std::path::Path;

use serde_json::Value;

use super::{contents::Contents, tool, write};
use crate::{
    course::{Course, Kind},
    exit::Exit,
    judge,
    progress::News,
    run::{End, interrupt},
    trouble::Trouble,
};

/// How many exercises wait for a learner in this hand-out.
///
/// Blocking: until all is built and judged; about a minute for the first time.
///
/// # Errors
///
/// If it cannot be built, or an exercise is not as a learner should find it.
pub fn trial(
    course: &Course,
    contents: &Contents,
    with_solutions: bool,
    say: &mut dyn FnMut(News),
) -> Result<usize, Trouble> {
    let base = judge::target_folder(course).join("handout");
    let (folder, target) = (base.join("course"), base.join("target"));
    write::exactly(&folder, contents)?;
    say(News {
        text: "building and judging the hand-out in a clean folder: a minute or two the first time"
            .into(),
        slow: true,
    });
    let stubs = judged(&folder, &target, &["--keep-going"])?;
    let waiting = waiting(course, contents, &stubs)?;
    if with_solutions {
        let solutions = judged(&folder, &target, &["--solution"])?;
        are_right(&solutions)?;
    }
    Ok(waiting)
}

/// Judges the whole hand-out, by its own runner.
fn judged(folder: &Path, target: &Path, how: &[&str]) -> Result<Value, Trouble> {
    let check = [
        "run",
        "--quiet",
        "--profile",
        "xtask",
        "--package",
        "xtask",
        "--",
        "check",
        "--json",
    ];
    let output = tool::cargo(folder, &[&check[..], how].concat(), target);
    let output = output.map_err(|error| {
        Trouble::cannot_tell(
            format!("cargo cannot be started: {error}."),
            "Install Rust from https://rustup.rs, then open a new terminal.",
        )
    })?;
    if output.end == End::Interrupted {
        return Err(Trouble {
            exit: Exit::of_signal(interrupt::signal()),
            ..Trouble::usage(
                "interrupted before the hand-out was tried",
                "Nothing was handed out.",
            )
        });
    }
    let document: Value = serde_json::from_str(&output.lines.join("\n")).map_err(|_| {
        broken(&format!(
            "its runner cannot be built or does not answer:\n{}",
            output.error
        ))
    })?;
    match document["trouble"]["says"].as_str() {
        Some(says) => Err(Trouble::cannot_tell(
            format!("The hand-out cannot be judged: {says}"),
            document["trouble"]["next"].as_str().unwrap_or_default(),
        )),
        None => Ok(document),
    }
}

/// Every exercise must wait for its learner: what is to be written says so, what is to be mended is red.
fn waiting(course: &Course, contents: &Contents, document: &Value) -> Result<usize, Trouble> {
    let mut waiting = 0;
    for number in &contents.lessons {
        let lesson = course.lessons.iter().find(|it| it.number == *number);
        let lessons = document["lessons"].as_array();
        let judged = lessons
            .into_iter()
            .flatten()
            .find(|it| it["lesson"].as_str() == Some(number));
        let (Some(lesson), Some(judged)) = (lesson, judged) else {
            return Err(broken(&format!("it does not judge lesson{number}")));
        };
        if !judged["build"].is_null() {
            return Err(broken(&format!("lesson{number} does not build in it")));
        }
        for exercise in &lesson.exercises {
            let found = judged["exercises"].as_array().into_iter().flatten();
            let mut found = found.filter(|it| it["exercise"].as_str() == Some(&exercise.name));
            let waits = found.next().is_some_and(|found| match exercise.kind {
                Kind::Write => first_verdict(found) == Some("todo"),
                Kind::Mend => found["green"] == false,
            });
            if !waits {
                let name = &exercise.name;
                return Err(broken(&format!(
                    "lesson{number} {name} is not as a learner should find it"
                )));
            }
            waiting += 1;
        }
    }
    Ok(waiting)
}

/// No solution may be red. Whether each is fast enough cannot be told on every machine, and is not asked here.
fn are_right(document: &Value) -> Result<(), Trouble> {
    let exit = document["exit"].as_u64();
    if [Exit::Green, Exit::CannotTell]
        .map(|it| Some(it.code().into()))
        .contains(&exit)
    {
        return Ok(());
    }
    let all = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let lessons = all(&document["lessons"]);
    let red = lessons.iter().find_map(|judged| {
        let lesson = judged["lesson"].as_str()?;
        if !judged["build"].is_null() {
            return Some(format!("lesson{lesson} does not build in it"));
        }
        let exercises = all(&judged["exercises"]);
        let red = exercises.iter().find(|it| it["green"] == false)?;
        let name = red["exercise"].as_str()?;
        Some(format!(
            "the solution of lesson{lesson} {name} is not green in it"
        ))
    });
    Err(broken(
        &red.unwrap_or("a solution in it is not green".into()),
    ))
}

fn first_verdict(exercise: &Value) -> Option<&str> {
    let tests = exercise["tests"].as_array()?;
    let mut verdicts = tests.iter().filter_map(|test| test["verdict"].as_str());
    verdicts.find(|verdict| *verdict != "passed")
}

fn broken(what: &str) -> Trouble {
    Trouble::course(
        format!("Nothing was handed out: {what}."),
        "Only what git knows is handed out: `git status` shows the rest. `cargo xtask author check` says more.",
    )
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::are_right;

    #[test]
    fn a_solution_may_be_untold_but_not_red() {
        let document = |exit: u8, build: Value, green: Value| {
            let both = json!({ "exercise": "both", "green": true });
            let primes = json!({ "exercise": "primes", "green": green });
            json!({
                "exit": exit,
                "lessons": [{ "lesson": "01", "build": build, "exercises": [both, primes] }],
            })
        };
        let says = |document| are_right(&document).map_err(|trouble| trouble.says);
        assert_eq!(says(document(0, Value::Null, json!(true))), Ok(()));
        assert_eq!(says(document(3, Value::Null, Value::Null)), Ok(()));
        let red = says(document(1, Value::Null, json!(false))).unwrap_err();
        assert!(red.contains("lesson01 primes is not green"), "{red}");
        let unbuilt = says(document(1, json!({}), json!(true))).unwrap_err();
        assert!(unbuilt.contains("lesson01 does not build"), "{unbuilt}");
    }
}
