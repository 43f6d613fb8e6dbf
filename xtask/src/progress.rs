//! What is said while the runner works, before there is a verdict.

use crate::{judge::Event, report::Stage};

/// One line of news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// Without a line end.
    pub text: String,
    /// It takes long enough that even a log should say so; the rest is for a live line only.
    pub slow: bool,
}

/// Turns a lesson's events into news.
pub fn events_of(lesson: &str, say: &mut dyn FnMut(News)) -> impl FnMut(Event) {
    move |event| {
        if let Some(news) = news(lesson, &event) {
            say(news);
        }
    }
}

/// The line for an event.
pub fn news(lesson: &str, event: &Event) -> Option<News> {
    let quick = |text: String| Some(News { text, slow: false });
    let slow = |text: &str| {
        Some(News {
            text: text.to_owned(),
            slow: true,
        })
    };
    match event {
        Event::Building {
            stage: Stage::Race,
            cold: true,
        } => slow("building the model checker, once: about half a minute"),
        Event::Building {
            stage: Stage::Speed,
            cold: true,
        } => slow("building the course's tools once more, optimised: some seconds"),
        Event::Building { cold: true, .. } => {
            slow("building the course's tools, once: about half a minute")
        }
        Event::Downloading { .. } => slow("downloading the crates that the course stands on, once"),
        Event::Building { stage, .. } => {
            quick(format!("lesson{lesson}: building ({})", stage.name()))
        }
        Event::Running {
            exercise,
            stage,
            test,
        } => {
            let what = test.as_deref().map(crate::report::promise);
            let what = what.unwrap_or_else(|| stage.name().to_owned());
            quick(format!("lesson{lesson} {exercise}: {what}"))
        }
        _ => None,
    }
}
