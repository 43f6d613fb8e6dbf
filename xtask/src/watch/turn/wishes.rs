//! What a key makes of the turn: another run, another exercise, or another command's answer below the verdict.

use super::{Show, Turn, notes};
use crate::{
    cli::{Command, Target},
    commands::{self, Answer},
    session::Session,
    trouble::Trouble,
    watch::{
        judging::next,
        keys::{Wish, wish},
    },
};

impl<'s, 'a: 's> Turn<'s, 'a> {
    /// Does what a key wishes. `false` for the end.
    pub(in crate::watch) fn key(
        &mut self,
        key: u8,
        show: &mut dyn FnMut(Show<'_>),
    ) -> Result<bool, Trouble> {
        let Some(wish) = wish(key, self.asks_for_reset) else {
            return Ok(true);
        };
        let asked = std::mem::take(&mut self.asks_for_reset);
        match wish {
            Wish::Quit => return Ok(false),
            Wish::Again => self.start(true, false, show),
            Wish::Full => self.start(true, true, show),
            Wish::Next => {
                let session = Session::open(self.course)?;
                match next(&session, self.watch.exercises, self.at) {
                    Some(at) => {
                        self.go_to(at);
                        self.start(false, false, show);
                    }
                    None => self.tell_aside("No other exercise here waits.\n".into(), show),
                }
            }
            Wish::Reset => {
                self.asks_for_reset = true;
                self.draw(show);
            }
            Wish::Yes if asked => self.aside_of(&Command::Reset(self.target()), show),
            Wish::Yes | Wish::No => self.draw(show),
            Wish::Hint => self.aside_of(&Command::Hint(self.target()), show),
            Wish::List => self.aside_of(&Command::Status, show),
        }
        Ok(true)
    }

    /// Another command's answer, below the verdict.
    fn aside_of(&mut self, command: &Command, show: &mut dyn FnMut(Show<'_>)) {
        let text = match commands::aside(self.course, command) {
            Ok(answer) => below(answer),
            Err(trouble) => format!("{trouble}\n"),
        };
        self.tell_aside(text, show);
    }

    fn tell_aside(&mut self, text: String, show: &mut dyn FnMut(Show<'_>)) {
        self.aside = text;
        self.draw(show);
    }

    fn target(&self) -> Target {
        let (lesson, exercise) = self.watch.exercises[self.at];
        Target {
            lesson: Some(lesson.package()),
            exercise: Some(exercise.name.clone()),
        }
    }
}

/// All that an answer says, and what should be known besides.
fn below(answer: Answer) -> String {
    let trouble = answer.trouble.map(|it| format!("{it}\n"));
    answer.text + &trouble.unwrap_or_default() + &notes(&answer.notes)
}

#[cfg(test)]
mod tests {
    use super::{Answer, below};
    use crate::{exit::Exit, trouble::Trouble};

    #[test]
    fn what_should_be_known_besides_stands_below_as_well() {
        let answer = Answer {
            text: "Hint 1 of 2\n".into(),
            notes: vec!["something was saved since".into()],
            exit: Exit::Green,
            trouble: Some(Trouble::usage("half of it.", "Try again.")),
            opens: None,
            fields: Vec::new(),
        };
        assert_eq!(
            below(answer),
            "Hint 1 of 2\nhalf of it.\nTry again.\nnote: something was saved since\n"
        );
    }
}
