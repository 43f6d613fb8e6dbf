//! What may come next in a line that is being typed.
//!
//! The shell asks the runner at every Tab, so nothing in its script goes out of date: neither commands nor lessons.

use clap::{Arg, ArgAction, Command};

use super::listed;
use crate::{choose, course::Course, handout};

/// A shell that can be helped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shell {
    /// bash 3.2 and newer.
    Bash,
    /// zsh 5 and newer.
    Zsh,
    /// fish 3 and newer.
    Fish,
}

impl Shell {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Bash, Self::Zsh, Self::Fish];

    /// As it is typed: `bash`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Zsh => "zsh",
            Self::Fish => "fish",
        }
    }

    /// What this shell has to load.
    pub fn script(self) -> &'static str {
        match self {
            Self::Bash => include_str!("completions/bash.sh"),
            Self::Zsh => include_str!("completions/zsh.sh"),
            Self::Fish => include_str!("completions/fish.sh"),
        }
    }
}

/// What the last of these words may become; the others stand before it. Nothing where a file is to be named.
pub fn candidates(course: &Course, words: &[String]) -> Vec<String> {
    let Some((last, before)) = words.split_last() else {
        return Vec::new();
    };
    let root = listed(handout::is_around(&course.root));
    let mut at = Position::new(&root);
    for word in before {
        at.take(word);
    }
    let mut all = at.next(course, last.starts_with('-'));
    all.retain(|word| word.starts_with(last.as_str()) && !before.contains(word));
    all
}

/// Where in the line somebody is.
struct Position<'d> {
    command: &'d Command,
    /// What was typed of the command's own arguments that are no options.
    named: Vec<String>,
    /// The option whose value comes next.
    option: Option<&'d Arg>,
}

impl<'d> Position<'d> {
    fn new(command: &'d Command) -> Self {
        Self {
            command,
            named: Vec::new(),
            option: None,
        }
    }

    fn take(&mut self, word: &str) {
        if self.option.take().is_some() {
            return;
        }
        if let Some(name) = word.strip_prefix("--") {
            let mut all = self.command.get_arguments();
            let found = all.find(|argument| argument.get_long() == Some(name));
            self.option = found.filter(|argument| takes_a_value(argument));
        } else if self.named.is_empty()
            && let Some(inner) = self.command.find_subcommand(word)
        {
            self.command = inner;
        } else {
            self.named.push(word.to_owned());
        }
    }

    fn next(&self, course: &Course, wants_an_option: bool) -> Vec<String> {
        if let Some(option) = self.option {
            return values(option);
        }
        if wants_an_option {
            let own = self.command.get_arguments().filter(|it| !it.is_hide_set());
            let own = own.filter_map(Arg::get_long);
            let mut all: Vec<_> = own
                .chain(["json", "help"])
                .map(|it| format!("--{it}"))
                .collect();
            all.dedup();
            return all;
        }
        let inner = self
            .command
            .get_subcommands()
            .filter(|it| !it.is_hide_set());
        let mut all: Vec<_> = inner.map(|it| it.get_name().to_owned()).collect();
        let argument = self.command.get_positionals().nth(self.named.len());
        let of = |course: &Course, lesson: &str| -> Vec<String> {
            let lesson = choose::lesson(course, lesson);
            let exercises = lesson.map(|lesson| lesson.exercises.clone());
            let exercises = exercises.unwrap_or_default().into_iter();
            exercises.map(|exercise| exercise.name).collect()
        };
        match argument.map(|argument| argument.get_id().as_str()) {
            Some("LESSON") => all.extend(course.lessons.iter().map(|lesson| lesson.package())),
            Some("EXERCISE") => all.extend(of(course, &self.named[0])),
            Some(_) => all.extend(argument.map(values).unwrap_or_default()),
            None => {}
        }
        all
    }
}

fn takes_a_value(argument: &Arg) -> bool {
    matches!(argument.get_action(), ArgAction::Set | ArgAction::Append)
}

fn values(argument: &Arg) -> Vec<String> {
    let values = argument.get_possible_values();
    values.iter().map(|it| it.get_name().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::candidates;
    use crate::sample;

    fn next(line: &str) -> Vec<String> {
        let words: Vec<String> = line.split(' ').map(Into::into).collect();
        candidates(&sample::course(), &words)
    }

    #[test]
    fn every_word_of_a_line_can_be_completed() {
        assert_eq!(next("ch"), ["check"]);
        assert!(next("").contains(&"watch".to_owned()));
        assert_eq!(next("author st"), ["stubs"]);
        assert_eq!(next("check le"), ["lesson01", "lesson02"]);
        assert_eq!(next("check lesson02 "), ["bank"]);
        assert_eq!(next("hint 2 b"), ["bank"]);
        assert_eq!(next("check 2 bank --st"), ["--stage"]);
        assert_eq!(next("check --stage r"), ["race"]);
        assert_eq!(next("check --stage race lesson01 o"), ["outcomes"]);
        assert_eq!(next("completions f"), ["fish"]);
    }

    #[test]
    fn nothing_is_offered_where_nothing_fits() {
        for line in [
            "check 99 ",
            "check --with ",
            "check 2 bank x",
            "nothing here",
        ] {
            assert_eq!(next(line), [""; 0], "{line}");
        }
        assert!(!next("check --full --").contains(&"--full".to_owned()));
        assert!(!next("--").contains(&"--stage".to_owned()));
    }
}
