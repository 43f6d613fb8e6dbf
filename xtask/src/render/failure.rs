//! The test that decides: its promise, what came out, the hint, where to look. And nothing else.

use crate::{
    course::Exercise,
    guide::Guide,
    report::{Place, Stage, TestResult, Verdict},
    subject::Subject,
};

use super::{
    message::Message,
    pattern, proof,
    style::{BAD, GUIDE, OPEN, QUIET, STRONG, paint},
    terminal::Scene,
    text::{capital, prose, sentence, spelled_out},
    verdict,
};

/// Lines of a learner's own output that are shown; all with `--full`.
const OUTPUT_LINES: usize = 12;

/// The block for the first test of an exercise that is not green.
pub(super) fn failure(
    scene: Scene<'_>,
    exercise: &Exercise,
    first: &TestResult,
    guide: &Guide,
) -> String {
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
    let parts = Message::parse(&spelled_out(&first.message));
    let timeline = first
        .model
        .as_ref()
        .and_then(|model| proof::timeline(model, scene.full));
    text.push_str(&match timeline {
        // It tells the message as well, at the row to which it belongs.
        Some(drawn) => format!("{}\n\n", spelled_out(drawn).trim_end()),
        None => came_out(scene, first, guide, &parts),
    });
    if !timeline.is_some_and(|drawn| drawn.contains("Hint: "))
        && let Some(hint) = hint(first, guide, &parts)
    {
        text.push_str(&guided(&prose(&format!("Hint: {hint}"), 2)));
        text.push('\n');
    }
    text.push_str(&printed(scene, first));
    for note in &first.notes {
        let note = prose(&format!("note: {}", spelled_out(note)), 2);
        text.push_str(&format!("{note}\n"));
    }
    text.push_str(&format!("  edit  {}\n", paint(STRONG, shown(&guide.edit))));
    let test = format!("test  {} ({})", shown(&guide.test), first.test);
    text.push_str(&format!("  {}\n", paint(QUIET, test)));
    text
}

/// What happened, in words, and the message that decided.
fn came_out(scene: Scene<'_>, first: &TestResult, guide: &Guide, parts: &Message) -> String {
    let raised_in = |place: &Place| first.place.as_ref() == Some(place);
    let said = &parts.said;
    let told = match (verdict::sentence(&first.verdict), &first.verdict) {
        (Some(sentence), Verdict::AroundTheKit) => {
            // The sentence has said so much.
            let rest = said.strip_prefix("the code goes around the kit\n");
            let rest = rest.map_or_else(|| capital(said), str::to_owned);
            format!("{sentence}.\n{rest}")
        }
        (Some(sentence), Verdict::OffLimits) => format!("{sentence}.\n{said}"),
        // A bad end says in its message what came before it.
        (Some(sentence), _) => match said.split_once("; before that ") {
            Some((_, before)) => format!("{sentence}; before that {before}"),
            None => sentence,
        },
        (None, Verdict::Todo) => format!("Not written yet: {said}"),
        (None, _) if raised_in(&guide.edit) => match scene.subject {
            Subject::Learner => format!("Your code panicked: {said}"),
            _ => format!("The code panicked: {said}"),
        },
        // A test that fails gives a hint. This one panicked on purpose, and somebody should have caught it.
        (None, _)
            if parts.hint.is_none() && raised_in(&guide.test) && first.stage == Stage::Contract =>
        {
            format!("Nobody caught this panic: {said}")
        }
        (None, _) => sentence(said),
    };
    let mut text = prose(&told, 2);
    if let Some((left, right)) = &parts.values {
        text.push_str(&prose(&format!("   left: {left}\n  right: {right}"), 2));
    }
    text.push('\n');
    text
}

/// The test's own hint, or one that fits the verdict.
fn hint<'h>(first: &TestResult, guide: &Guide, parts: &'h Message) -> Option<&'h str> {
    if let Some(hint) = &parts.hint {
        return Some(hint);
    }
    let own = first.place.as_ref() == Some(&guide.edit);
    if let Some(model) = &first.model
        && let Some(hint) = pattern::hint_of_failure(&model["failure"])
    {
        return Some(hint);
    }
    // The model checker tells a deadlock as a failure with a timeline.
    if first.stage == Stage::Race && parts.said.starts_with("deadlock") {
        return verdict::hint(&Verdict::Deadlock { threads: 2 }, first.stage, own);
    }
    verdict::hint_at_panic(&parts.said).or(verdict::hint(&first.verdict, first.stage, own))
}

/// What the program printed: most often a learner's own traces.
fn printed(scene: Scene<'_>, first: &TestResult) -> String {
    let output = spelled_out(first.output.trim_end());
    if output.is_empty() {
        return String::new();
    }
    let lines: Vec<&str> = output.lines().collect();
    let left_out = match scene.full {
        true => 0,
        false => lines.len().saturating_sub(OUTPUT_LINES),
    };
    let mut text = match left_out {
        0 => String::from("  It printed:\n"),
        _ => format!(
            "  It printed {} lines; the last {OUTPUT_LINES} are (all with `--full`):\n",
            lines.len()
        ),
    };
    for line in &lines[left_out..] {
        text.push_str(&format!("  | {line}\n"));
    }
    text.push('\n');
    text
}

fn shown(place: &Place) -> String {
    match place.line {
        0 => place.file.display().to_string(),
        line => format!("{}:{line}", place.file.display()),
    }
}

/// Prose that leads on: coloured line by line, so that no line end stands inside a style.
pub(super) fn guided(prose: &str) -> String {
    let line = |line: &str| match line.trim_start() {
        "" => "\n".to_owned(),
        text => {
            let indent = &line[..line.len() - text.len()];
            format!("{indent}{}\n", paint(GUIDE, text))
        }
    };
    prose.lines().map(line).collect()
}
