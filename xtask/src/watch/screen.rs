//! What stands on the screen: functions of values.

use super::keys::HELP;
use crate::render::{
    style::{GOOD, GUIDE, QUIET, STRONG, paint},
    text::count,
};

/// What to do with the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show<'t> {
    /// A new screen, with this text from its top on. What was there stays in the terminal's history.
    Screen(&'t str),
    /// The current line anew, with this text alone.
    Line(&'t str),
    /// This text, after all that was shown.
    Text(&'t str),
}

impl<'t> Show<'t> {
    /// How the cursor moves before the text. No style: also a terminal without colours needs it.
    pub fn moves(self) -> &'static str {
        match self {
            Self::Screen(_) => "\x1b[2J\x1b[H",
            Self::Line(_) => "\r\x1b[2K",
            Self::Text(_) => "",
        }
    }

    /// The text, with styles.
    pub fn text(self) -> &'t str {
        let (Self::Screen(text) | Self::Line(text) | Self::Text(text)) = self;
        text
    }
}

/// How far the learner is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Exercises that are done.
    pub done: usize,
    /// All that are watched.
    pub all: usize,
}

/// The last lines of a screen: progress and keys. `width` is the terminal's, in characters.
pub fn foot(progress: Progress, asked: Option<&str>, width: usize) -> String {
    let Progress { done, all } = progress;
    let told = match width {
        0..40 => format!("{done} of {all}"),
        _ => format!("{done} of {} done", count(all, "exercise", "exercises")),
    };
    let room = width
        .saturating_sub(told.chars().count() + 4)
        .min(all * 2)
        .min(40);
    let filled = (done * room).checked_div(all).unwrap_or(0);
    let bar = format!(
        "{}{}",
        paint(GOOD, "━".repeat(filled)),
        paint(QUIET, "─".repeat(room - filled))
    );
    let last = match asked {
        Some(question) => paint(STRONG, format!("{question} [y/N] ")),
        None => keys(width),
    };
    format!("\n{bar}  {told}\n{last}")
}

/// What is said where no exercise waits any more.
pub fn settled(progress: Progress) -> String {
    let untold = match (progress.all - progress.done, progress.all) {
        (0, _) => return "Every exercise here is done.".into(),
        (1, 1) => "it is".to_owned(),
        (1, _) => "1 of them is".to_owned(),
        (some, _) => format!("{some} of them are"),
    };
    format!(
        "All is right here. Whether {untold} fast could not be told: on a quiet machine, `cargo xtask check` tries again."
    )
}

/// As many keys as fit into one line.
fn keys(width: usize) -> String {
    let mut line = String::new();
    let mut room = width;
    for (key, what) in HELP {
        let needs = key.len() + 1 + what.len() + 3;
        if needs > room {
            break;
        }
        room -= needs;
        line.push_str(&format!("{} {what}   ", paint(GUIDE, key)));
    }
    line.trim_end().to_owned()
}

/// One line of news that fits the terminal, so that it can be taken away again.
pub fn news(text: &str, width: usize) -> String {
    let shown: String = text.chars().take(width.saturating_sub(2)).collect();
    format!("{shown}…")
}

#[cfg(test)]
mod tests {
    use super::{Progress, foot, news, settled};

    fn plain(progress: Progress, asked: Option<&str>, width: usize) -> String {
        let foot = foot(progress, asked, width);
        anstream::adapter::strip_str(&foot).to_string()
    }

    #[test]
    fn nothing_is_wider_than_the_terminal() {
        let progress = |done| Progress { done, all: 15 };
        for width in [20, 40, 80, 120] {
            let foot = plain(progress(7), None, width);
            assert!(
                foot.lines().all(|line| line.chars().count() <= width),
                "{foot}"
            );
            assert!(news(&"x".repeat(200), width).chars().count() < width);
        }
        assert_eq!(
            plain(progress(5), None, 80),
            "\n━━━━━━━━━━────────────────────  5 of 15 exercises done\n\
             h hint   n next   l list   c check again   t in full   r reset   q quit"
        );
        assert!(plain(progress(15), Some("Sure?"), 80).ends_with("Sure? [y/N] "));
        assert!(plain(Progress { done: 0, all: 1 }, None, 80).contains("0 of 1 exercise done"));
    }

    #[test]
    fn what_could_not_be_told_is_not_called_done() {
        let said = |done, all| settled(Progress { done, all });
        assert_eq!(said(3, 3), "Every exercise here is done.");
        let untold = said(1, 3);
        assert!(
            untold.starts_with("All is right here. Whether 2 of them are fast could not be told")
        );
        assert!(said(0, 1).contains("Whether it is fast"));
    }
}
