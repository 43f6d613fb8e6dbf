//! The line that says what goes on: written over and over on a terminal, told once in a log.

use std::io::{self, Write};

use crate::progress::News;

/// Writes news. It never fails: news that cannot be told are no trouble.
#[derive(Debug)]
pub struct Live<W: Write> {
    to: W,
    terminal: bool,
    /// So many characters fit into a line.
    room: usize,
    shown: bool,
}

impl<W: Write> Live<W> {
    /// News go `to` this, which may be a terminal with so many columns.
    pub fn new(to: W, terminal: bool, columns: Option<u16>) -> Self {
        Self {
            to,
            terminal,
            // With the dots, and without ever reaching the last column: there some terminals begin a new line.
            room: columns.map_or(76, |columns| usize::from(columns).saturating_sub(2)),
            shown: false,
        }
    }

    /// Tells one line.
    pub fn say(&mut self, news: &News) {
        let told = if self.terminal {
            self.shown = true;
            write!(self.to, "\r\x1b[2K{}…", shortened(&news.text, self.room))
                .and_then(|()| self.to.flush())
        } else if news.slow {
            writeln!(self.to, "{}…", news.text)
        } else {
            Ok(())
        };
        ignore(told);
    }

    /// Takes the line away, before anything else is written.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            ignore(write!(self.to, "\r\x1b[2K").and_then(|()| self.to.flush()));
        }
    }
}

fn ignore(_told: io::Result<()>) {}

/// A line that is longer than the terminal cannot be taken away again.
fn shortened(text: &str, room: usize) -> String {
    text.chars().take(room).collect()
}

#[cfg(test)]
mod tests {
    use super::Live;
    use crate::progress::News;

    fn told(terminal: bool) -> String {
        let mut to = Vec::new();
        let mut live = Live::new(&mut to, terminal, Some(20));
        for (text, slow) in [("building", true), ("running on and on and on", false)] {
            live.say(&News {
                text: text.into(),
                slow,
            });
        }
        live.clear();
        live.clear();
        String::from_utf8(to).unwrap()
    }

    #[test]
    fn a_terminal_sees_one_line_that_changes_and_goes() {
        assert_eq!(
            told(true),
            "\r\x1b[2Kbuilding…\r\x1b[2Krunning on and on …\r\x1b[2K"
        );
    }

    #[test]
    fn a_log_sees_only_what_takes_long() {
        assert_eq!(told(false), "building…\n");
    }
}
