//! A report for people. The first test that is not green decides what is shown.

use crate::{
    course::{Exercise, Lesson},
    guide::Guide,
    report::{BuildFailure, ExerciseReport, Place, Report, TestResult, Verdict},
    subject::Subject,
};

use super::{
    message::Message,
    proof::{self, Proof},
    style::{BAD, GOOD, GUIDE, OPEN, QUIET, STRONG, paint},
    text::{capital, count, harmless, prose},
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

/// Lines of a learner's own output that are shown; all with `--full`.
const OUTPUT_LINES: usize = 12;

/// The whole report. `guides` belong to the exercises that are not green, in their order.
pub fn report(scene: Scene<'_>, report: &Report, guides: &[Guide]) -> String {
    if let Some(failure) = &report.build {
        return build_failure(scene, failure);
    }
    let mut text = String::new();
    let mut told_next = false;
    let mut guides = guides.iter();
    for judged in &report.exercises {
        let Some(exercise) = scene.lesson.exercise(&judged.exercise.exercise) else {
            continue;
        };
        match judged.first_failure() {
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
                if !told_next && *scene.subject == Subject::Learner {
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
        text.push_str(&format!("    {line}\n"));
    }
    for note in judged.tests.iter().flat_map(|test| &test.notes) {
        text.push_str(&prose(&format!("note: {}", harmless(note)), 4));
    }
    text
}

/// What the race stage proved of an exercise, one line a test.
pub fn proofs(judged: &ExerciseReport) -> Vec<String> {
    let line = |test: &TestResult| {
        let proof = Proof::of(test.model.as_ref()?)?;
        Some(format!("{}: in {}", test.promise(), proof.words()))
    };
    judged.tests.iter().filter_map(line).collect()
}

/// The test that decides: its promise, what came out, the hint, where to look.
fn failure(scene: Scene<'_>, exercise: &Exercise, first: &TestResult, guide: &Guide) -> String {
    let (style, mark) = match first.verdict {
        Verdict::Todo => (OPEN, "○"),
        _ => (BAD, "✗"),
    };
    let place = format!("{} {}", scene.lesson.package(), exercise.name);
    let promise = capital(&first.promise());
    let mut text = format!(
        "{} {place}: {}\n\n",
        paint(style, mark),
        paint(STRONG, promise)
    );
    let parts = Message::parse(&harmless(&first.message));
    text.push_str(&came_out(scene, first, guide, &parts));
    if let Some(drawn) = first.model.as_ref().and_then(proof::timeline) {
        text.push_str(&format!("{}\n\n", harmless(drawn).trim_end()));
    }
    let hint = parts
        .hint
        .as_deref()
        .or_else(|| verdict::hint(&first.verdict, first.stage));
    if let Some(hint) = hint {
        text.push_str(&guided(&prose(&format!("Hint: {hint}"), 2)));
        text.push('\n');
    }
    text.push_str(&printed(scene, first));
    for note in &first.notes {
        text.push_str(&format!(
            "{}\n",
            prose(&format!("note: {}", harmless(note)), 2)
        ));
    }
    text.push_str(&format!("  edit  {}\n", paint(STRONG, shown(&guide.edit))));
    let test = format!("test  {} ({})", shown(&guide.test), first.test);
    text.push_str(&format!("  {}\n", paint(QUIET, test)));
    text
}

/// What happened, in words, and the message that decided.
fn came_out(scene: Scene<'_>, first: &TestResult, guide: &Guide, parts: &Message) -> String {
    let sentence = verdict::sentence(&first.verdict);
    let told = match (&sentence, &first.verdict) {
        // A bad end says in its message what came before it.
        (Some(sentence), Verdict::AroundTheKit) => format!("{sentence}.\n{}", parts.said),
        (Some(sentence), _) => match parts.said.split_once("; before that ") {
            Some((_, before)) => format!("{sentence}; before that {before}"),
            None => sentence.clone(),
        },
        (None, Verdict::Todo) => format!("Not written yet: {}", parts.said),
        (None, _) if first.place.as_ref() == Some(&guide.edit) => {
            let whose = match scene.subject {
                Subject::Learner => "Your code",
                _ => "The code",
            };
            format!("{whose} panicked: {}", parts.said)
        }
        (None, _) => capital(&parts.said),
    };
    let mut text = prose(&told, 2);
    if let Some((left, right)) = &parts.values {
        text.push_str(&prose(&format!("   left: {left}\n  right: {right}"), 2));
    }
    text.push('\n');
    text
}

/// What the program printed: most often a learner's own traces.
fn printed(scene: Scene<'_>, first: &TestResult) -> String {
    let output = harmless(first.output.trim_end());
    if output.is_empty() {
        return String::new();
    }
    let lines: Vec<&str> = output.lines().collect();
    let left_out = match scene.full {
        true => 0,
        false => lines.len().saturating_sub(OUTPUT_LINES),
    };
    let mut text = String::from("  It printed");
    match left_out {
        0 => text.push_str(":\n"),
        _ => text.push_str(&format!(
            " (the last {OUTPUT_LINES} of {} lines; all with `--full`):\n",
            lines.len()
        )),
    }
    for line in &lines[left_out..] {
        text.push_str(&format!("  | {line}\n"));
    }
    text.push('\n');
    text
}

/// The other tests, in one line each at most: those that failed as well, and those that wait.
fn further(exercise: &Exercise, judged: &ExerciseReport, first: &TestResult) -> String {
    let mut text = String::new();
    let is_judged = |test: &&TestResult| {
        !matches!(test.verdict, Verdict::Passed | Verdict::NotRun) && test.test != first.test
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
    guided(&prose(
        &format!("\n{what}, save the file, and run `cargo xtask` again. Stuck? `{hint}`"),
        0,
    ))
}

fn build_failure(scene: Scene<'_>, failure: &BuildFailure) -> String {
    let mut text = format!("{}\n", failure.diagnostics.trim_end());
    for missing in &failure.missing {
        let name = paint(STRONG, &missing.name);
        let line = format!(
            "\n{} {} must have `{name}` in {}, as the course's tests call it, but there is none.\n",
            paint(BAD, "✗"),
            scene.lesson.package(),
            missing.file.display(),
        );
        text.push_str(&line);
        if !missing.promise.is_empty() {
            text.push_str(&prose(&format!("Its promise: {}", missing.promise), 2));
        }
    }
    text
}

fn shown(place: &Place) -> String {
    match place.line {
        0 => place.file.display().to_string(),
        line => format!("{}:{line}", place.file.display()),
    }
}

/// Prose that leads on: coloured line by line, so that no line end stands inside a style.
fn guided(prose: &str) -> String {
    let line = |line: &str| match line.trim_start() {
        "" => "\n".to_owned(),
        text => {
            let indent = &line[..line.len() - text.len()];
            format!("{indent}{}\n", paint(GUIDE, text))
        }
    };
    prose.lines().map(line).collect()
}
