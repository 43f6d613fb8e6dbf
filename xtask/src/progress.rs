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
    tell(format!("lesson{lesson}"), say)
}

/// Turns the events of the course's own measurements, which belong to no lesson, into news.
pub fn events_of_kit(say: &mut dyn FnMut(News)) -> impl FnMut(Event) {
    tell("kit".into(), say)
}

fn tell(whose: String, say: &mut dyn FnMut(News)) -> impl FnMut(Event) {
    move |event| {
        if let Some(news) = news(&whose, &event) {
            say(news);
        }
    }
}

/// The line for an event of this package.
fn news(whose: &str, event: &Event) -> Option<News> {
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
        Event::Building { stage, .. } => quick(format!("{whose}: building ({})", stage.name())),
        Event::Running {
            exercise,
            stage,
            test,
        } => {
            let what = test.as_deref().map(crate::report::promise);
            let what = what.unwrap_or_else(|| stage.name().to_owned());
            quick(format!("{whose} {exercise}: {what}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{events_of, events_of_kit};
    use crate::{judge::Event, report::Stage};

    #[test]
    fn what_is_built_has_a_name() {
        let mut told = Vec::new();
        let mut say = |news: super::News| told.push(news.text);
        let building = Event::Building {
            stage: Stage::Speed,
            cold: false,
        };
        events_of("02", &mut say)(building.clone());
        events_of_kit(&mut say)(building);
        assert_eq!(
            told,
            ["lesson02: building (speed)", "kit: building (speed)"]
        );
    }
}
