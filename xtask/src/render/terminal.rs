//! A report for people. The first test that is not green decides what is shown.

use crate::{
    course::{Exercise, Lesson},
    guide::Guide,
    report::{BuildFailure, ExerciseReport, Report, TestResult, Verdict},
    speed::words,
    subject::Subject,
};

use super::{
    failure::{failure, guided},
    proof::Proof,
    style::{BAD, GOOD, OPEN, STRONG, paint},
    text::{capital, count, prose, spelled_out},
    verdict,
};
/// What is shown, and of whom.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The lesson that was judged.
    pub lesson: &'a Lesson,
    /// Whose code it was.
    pub subject: &'a Subject,
    /// Show everything that was printed.
    pub full: bool,
}

/// The whole report. `guides` belong to the exercises that are not green, in their order.
pub fn report(scene: Scene<'_>, report: &Report, guides: &[Guide]) -> String {
    whole(scene, report, guides, *scene.subject == Subject::Learner)
}

/// The same for a screen that stays: it does not say which command to type next.
pub fn watched(scene: Scene<'_>, report: &Report, guides: &[Guide]) -> String {
    whole(scene, report, guides, false)
}

fn whole(scene: Scene<'_>, report: &Report, guides: &[Guide], tells_next: bool) -> String {
    if let Some(failure) = &report.build {
        return build_failure(scene, failure);
    }
    let mut text = String::new();
    let mut told_next = !tells_next;
    let mut guides = guides.iter();
    for judged in &report.exercises {
        let Some(exercise) = scene.lesson.exercise(&judged.exercise.exercise) else {
            continue;
        };
        match judged.first_failure() {
            None if judged.first_untold().is_some() => {
                text.push_str(&untold(scene, exercise, judged));
            }
            None => text.push_str(&passed(scene, exercise, judged)),
            Some(first) => {
                let Some(guide) = guides.next() else {
                    continue;
                };
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(&failure(scene, exercise, first, guide));
                text.push_str(&further(exercise, judged, first));
                if !told_next {
                    text.push_str(&next(scene.lesson, exercise, first));
                    told_next = true;
                }
            }
        }
    }
    text
}

/// A green exercise: what was proven, calmly.
fn passed(scene: Scene<'_>, exercise: &Exercise, judged: &ExerciseReport) -> String {
    let mark = paint(GOOD, "✓");
    let name = paint(
        STRONG,
        format!("{} {}", scene.lesson.package(), exercise.name),
    );
    if judged.unchanged {
        return format!("{mark} {name}: unchanged since it passed\n");
    }
    let promises = count(judged.tests.len(), "promise is", "promises are");
    let mut text = match judged.tests.len() {
        0 => format!("{mark} {name}: nothing to judge in this stage\n"),
        1 => format!("{mark} {name}: its promise is kept\n"),
        _ => format!("{mark} {name}: all {promises} kept\n"),
    };
    for line in proofs(judged) {
        text.push_str(&prose(&line, 4));
    }
    for note in judged.tests.iter().flat_map(|test| &test.notes) {
        text.push_str(&prose(&format!("note: {}", spelled_out(note)), 4));
    }
    text
}

/// Nothing is red, but whether it is fast could not be told.
fn untold(scene: Scene<'_>, exercise: &Exercise, judged: &ExerciseReport) -> String {
    let mark = paint(OPEN, "?");
    let name = paint(
        STRONG,
        format!("{} {}", scene.lesson.package(), exercise.name),
    );
    let kept = judged.tests.iter().filter(|test| test.verdict.passed());
    let mut text = match kept.count() {
        _ if judged.unchanged => format!("{mark} {name}: unchanged, and right\n"),
        0 => format!("{mark} {name}: this cannot be told here\n"),
        kept => {
            let kept = count(kept, "promise is", "promises are");
            format!("{mark} {name}: {kept} kept; one cannot be told here\n")
        }
    };
    for line in proofs(judged) {
        text.push_str(&prose(&line, 4));
    }
    let tests = judged.tests.iter();
    for test in tests.filter(|test| test.verdict == Verdict::CannotTell) {
        let line = format!(
            "{}? {}",
            capital(&test.promise()),
            spelled_out(&test.message)
        );
        text.push_str(&prose(&line, 4));
    }
    text
}

/// What the race stage proved of an exercise, and what the speed stage measured, one line a test.
pub fn proofs(judged: &ExerciseReport) -> Vec<String> {
    let line = |test: &TestResult| {
        if let Some(speed) = &test.speed {
            let passed = test.verdict.passed();
            return passed.then(|| format!("{}: {}", test.promise(), words::fast(speed)));
        }
        let proof = Proof::of(test.model.as_ref()?)?;
        Some(format!("{}: {}", test.promise(), proof.covered))
    };
    judged.tests.iter().filter_map(line).collect()
}

/// The other tests, in one line each at most: those that failed as well, and those that wait.
fn further(exercise: &Exercise, judged: &ExerciseReport, first: &TestResult) -> String {
    let mut text = String::new();
    let is_judged = |test: &&TestResult| {
        test.verdict.is_red() && test.verdict != Verdict::NotRun && test.test != first.test
    };
    for test in judged.tests.iter().filter(is_judged) {
        let word = verdict::label(&test.verdict);
        text.push_str(&format!(
            "  {} {} ({word})\n",
            paint(BAD, "✗"),
            capital(&test.promise())
        ));
    }
    // In a replay only one test was judged: what waits is told by the order alone.
    let behind = exercise
        .all_tests()
        .skip_while(|(_, test)| *test != first.test)
        .skip(1);
    let was_judged = |name: &str| {
        judged
            .tests
            .iter()
            .any(|test| test.test == name && test.verdict != Verdict::NotRun)
    };
    let wait = behind.filter(|(_, test)| !was_judged(test)).count();
    match wait {
        0 => {}
        1 => text.push_str("  1 more waits behind it.\n"),
        _ => text.push_str(&format!("  {wait} more wait behind it.\n")),
    }
    text
}

/// What to type next.
fn next(lesson: &Lesson, exercise: &Exercise, first: &TestResult) -> String {
    let what = match first.verdict {
        Verdict::Todo => "Write it",
        _ => "Mend it",
    };
    let hint = format!("cargo xtask hint {} {}", lesson.package(), exercise.name);
    guided(&format!(
        "\n{what}, save the file, and run `cargo xtask` again.\nStuck? `{hint}`\n"
    ))
}

fn build_failure(scene: Scene<'_>, failure: &BuildFailure) -> String {
    let mut text = format!("{}\n", failure.diagnostics.trim_end());
    for missing in &failure.missing {
        let but = match &missing.signature {
            None => "but there is none.",
            Some(_) => "but there it reads differently. The tests call:",
        };
        let line = format!(
            "{} {} must have `{}` in {}, as the course's tests use it, {but}",
            paint(BAD, "✗"),
            scene.lesson.package(),
            missing.name,
            missing.file.display(),
        );
        text.push_str(&format!("\n{}", prose(&line, 0)));
        if let Some(signature) = &missing.signature {
            text.push_str(&format!("  {signature}\n"));
        }
        if !missing.promise.is_empty() {
            text.push_str(&prose(&format!("Its promise: {}", missing.promise), 2));
        }
    }
    if !failure.explained.is_empty() {
        let hint = format!(
            "Hint: {}/README.md has a row for {} in \"The compiler says no\"; is that your case?",
            scene.lesson.folder.display(),
            failure.explained.join(" and for ")
        );
        text.push_str(&format!("\n{}", guided(&prose(&hint, 2))));
    }
    text
}
