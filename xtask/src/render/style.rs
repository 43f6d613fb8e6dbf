//! The few colours. None is the only carrier of its meaning: a mark or a word always says it, too.

use anstyle::{AnsiColor, Style};

/// What is green.
pub const GOOD: Style = AnsiColor::Green.on_default().bold();
/// What is not.
pub const BAD: Style = AnsiColor::Red.on_default().bold();
/// What waits to be written.
pub const OPEN: Style = AnsiColor::Yellow.on_default().bold();
/// Hints, and what to do next.
pub const GUIDE: Style = AnsiColor::Cyan.on_default();
/// What the eye should find first.
pub const STRONG: Style = Style::new().bold();
/// What it may pass over.
pub const QUIET: Style = Style::new().dimmed();

/// The text in this style.
pub fn paint(style: Style, text: impl std::fmt::Display) -> String {
    format!("{style}{text}{style:#}")
}
