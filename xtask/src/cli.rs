//! What can be typed: arguments in, a [`Request`] out.

mod command;
mod completions;
mod definition;

use std::{ffi::OsString, path::PathBuf};

use clap::ArgMatches;
use serde_json::Value;

pub use command::{
    Author, Check, Command, Compare, Completions, Handout, Prove, Speedup, Target, Update,
    Verdicts, Watch, Whose,
};
pub use completions::{Shell, candidates};

use crate::{
    exit::Exit,
    handout::choice::Choice,
    render::json,
    report::{Engine, Stage},
    trouble::Trouble,
};

/// A command, and for whom its answer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What is to be done.
    pub command: Command,
    /// The answer is for a program: one JSON document on standard output.
    pub json: bool,
}

/// Arguments that are no command.
#[derive(Debug)]
pub struct Refused {
    /// clap's words, ready to be printed. `--help` comes back like this, too.
    pub error: clap::Error,
    /// A program asked.
    pub json: bool,
}

impl Refused {
    /// The same for a program: `help`, or the trouble.
    pub fn document(&self, exit: Exit) -> Value {
        let text = self.error.to_string();
        if !self.error.use_stderr() {
            return json::document(None, exit, &[], None, vec![("help", text.into())]);
        }
        let says = text.split("\n\nUsage:").next().unwrap_or(&text);
        let says = says.trim().trim_start_matches("error: ");
        let trouble = Trouble::usage(says, "`cargo xtask --help` lists all that can be typed.");
        json::document(None, exit, &[], Some(&trouble), Vec::new())
    }
}

/// Understands the arguments, without the program's own name. A hand-out does not list what only authors can do.
///
/// # Errors
///
/// If they are no command; `--help` comes back like that, too.
pub fn parse(
    arguments: impl IntoIterator<Item = OsString>,
    handed_out: bool,
) -> Result<Request, Refused> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    // Whoever mistyped the rest should be answered in the right form all the same.
    let json = arguments.iter().any(|argument| argument == "--json");
    request(arguments, handed_out).map_err(|error| Refused { error, json })
}

fn request(arguments: Vec<OsString>, handed_out: bool) -> Result<Request, clap::Error> {
    let matches = listed(handed_out).try_get_matches_from(arguments)?;
    let command = match matches.subcommand() {
        Some(("check", matches)) => Command::Check(check(matches)),
        Some(("watch", matches)) => Command::Watch(Watch {
            lesson: text(matches, "LESSON"),
            poll: matches.get_one("poll").copied(),
        }),
        Some(("open", matches)) => Command::Open(target(matches)),
        Some(("compare", matches)) => Command::Compare(Compare {
            target: target(matches),
            with: path(matches, "with"),
            // Teachers have the solutions before them anyway.
            spoil: matches.get_flag("spoil") || cfg!(feature = "teach"),
            markdown: matches.get_flag("markdown"),
        }),
        Some(("handout", matches)) => Command::Handout(Handout {
            folder: path(matches, "DIR").unwrap_or_default(),
            choice: Choice {
                lessons: text(matches, "lessons"),
                with_solutions: matches.get_flag("with-solutions"),
            },
            untried: matches.get_flag("untried"),
        }),
        Some(("update", matches)) => Command::Update(Update {
            folder: path(matches, "DIR").unwrap_or_default(),
            lessons: text(matches, "lessons"),
        }),
        Some(("status", _)) => Command::Status,
        Some(("machine", _)) => Command::Machine,
        Some(("speedup", matches)) => Command::Speedup(speedup(matches)),
        Some(("hint", matches)) => Command::Hint(target(matches)),
        Some(("reset", matches)) => Command::Reset(target(matches)),
        Some(("completions", matches)) => Command::Completions(completions(matches)),
        Some(("author", matches)) => author(matches).map_or(Command::Next, Command::Author),
        _ => Command::Next,
    };
    let json = innermost(&matches).get_flag("json");
    Ok(Request { command, json })
}

/// What can be typed, with what only authors can do hidden in a hand-out.
fn listed(handed_out: bool) -> clap::Command {
    let hide = |command: clap::Command| command.hide(handed_out);
    definition::application()
        .mut_subcommand("author", hide)
        .mut_subcommand("handout", hide)
        .mut_subcommand("update", hide)
}

/// All commands, as they are typed: `check`, `author stubs`.
pub fn names() -> Vec<String> {
    let application = definition::application();
    let of = |command: &clap::Command| -> Vec<String> {
        let name = command.get_name();
        let inner: Vec<_> = command
            .get_subcommands()
            .map(|inner| format!("{name} {}", inner.get_name()))
            .collect();
        match inner.is_empty() {
            true => vec![name.to_owned()],
            false => inner,
        }
    };
    application.get_subcommands().flat_map(of).collect()
}

/// Global flags are known where they were typed last.
fn innermost(matches: &ArgMatches) -> &ArgMatches {
    match matches.subcommand() {
        Some((_, inner)) => innermost(inner),
        None => matches,
    }
}

fn author(matches: &ArgMatches) -> Option<Author> {
    Some(match matches.subcommand()? {
        ("stubs", matches) => Author::Stubs {
            lesson: text(matches, "LESSON"),
            check: matches.get_flag("check"),
        },
        ("new", matches) => Author::New {
            number: text(matches, "NUMBER").unwrap_or_default(),
            name: text(matches, "NAME").unwrap_or_default(),
        },
        ("opinion", matches) => Author::Opinion {
            lesson: text(matches, "LESSON"),
            measure: matches.get_flag("measure"),
        },
        ("verdicts", matches) => Author::Verdicts(Verdicts {
            lesson: text(matches, "LESSON"),
            repeat: matches.get_one("repeat").copied().unwrap_or(20),
            busy: matches.get_flag("busy"),
            short: matches.get_flag("short"),
        }),
        ("trace", matches) => Author::Trace {
            file: path(matches, "FILE").unwrap_or_default(),
            rounds: matches.get_one("rounds").copied().unwrap_or(40),
        },
        (_, matches) => Author::Prove(Prove {
            lesson: text(matches, "LESSON"),
            repeat: matches.get_one("repeat").copied().unwrap_or_default(),
            fresh: matches.get_flag("fresh"),
        }),
    })
}

fn completions(matches: &ArgMatches) -> Completions {
    let shell = text(matches, "SHELL").unwrap_or_default();
    let mut shells = Shell::ALL.into_iter();
    match shells.find(|it| it.name() == shell) {
        Some(shell) => Completions::Script(shell),
        None => Completions::Words(
            matches
                .get_many("WORDS")
                .into_iter()
                .flatten()
                .cloned()
                .collect(),
        ),
    }
}

fn speedup(matches: &ArgMatches) -> Speedup {
    Speedup {
        target: target(matches),
        whose: whose(matches),
        work: matches.get_flag("work"),
        rounds: matches.get_one("rounds").copied().unwrap_or(9),
        svg: path(matches, "svg"),
        csv: path(matches, "csv"),
    }
}

fn check(matches: &ArgMatches) -> Check {
    Check {
        target: target(matches),
        whose: whose(matches),
        stage: text(matches, "stage").and_then(|name| Stage::from_name(&name)),
        keep_going: matches.get_flag("keep-going"),
        full: matches.get_flag("full"),
        engine: text(matches, "engine")
            .and_then(|name| Engine::from_name(&name))
            .unwrap_or_default(),
        replay: matches.get_flag("replay"),
    }
}

fn whose(matches: &ArgMatches) -> Whose {
    if matches.get_flag("solution") {
        Whose::Solution
    } else if let Some(name) = text(matches, "mistake") {
        Whose::Mistake(name)
    } else if let Some(file) = path(matches, "with") {
        Whose::With(file)
    } else {
        Whose::Learner
    }
}

fn target(matches: &ArgMatches) -> Target {
    Target {
        lesson: text(matches, "LESSON"),
        exercise: text(matches, "EXERCISE"),
    }
}

fn path(matches: &ArgMatches, name: &str) -> Option<PathBuf> {
    matches.get_one::<PathBuf>(name).cloned()
}

fn text(matches: &ArgMatches, name: &str) -> Option<String> {
    matches.get_one::<String>(name).cloned()
}

#[cfg(test)]
mod tests {
    use super::{Author, Check, Command, Prove, Target, Whose, definition::application, parse};
    use crate::report::{Engine, Stage};

    fn parsed(line: &str) -> Result<Command, String> {
        let arguments = line.split_whitespace().map(Into::into);
        let request = parse(arguments, false).map_err(|refused| refused.error.to_string())?;
        Ok(request.command)
    }

    #[test]
    fn the_definition_is_sound() {
        application().debug_assert();
    }

    #[test]
    fn nothing_means_go_on() {
        assert_eq!(parsed(""), Ok(Command::Next));
    }

    #[test]
    fn a_check_is_understood() {
        let target = Target {
            lesson: Some("3".into()),
            exercise: Some("bank".into()),
        };
        let check = Check {
            target,
            whose: Whose::Mistake("swapped".into()),
            stage: Some(Stage::Race),
            keep_going: true,
            full: true,
            engine: Engine::Explorer,
            replay: true,
        };
        let line = "check 3 bank --mistake swapped --stage race --keep-going --full --replay";
        assert_eq!(parsed(line), Ok(Command::Check(check)));
    }

    #[test]
    fn a_second_opinion_is_understood() {
        let check = Check {
            engine: Engine::Loom,
            ..Check::default()
        };
        assert_eq!(parsed("check --engine loom"), Ok(Command::Check(check)));
        assert!(parsed("check --engine tsan").is_err());
        assert!(
            parsed("check --engine loom --replay").is_err(),
            "a schedule is the explorer's"
        );
    }

    #[test]
    fn subjects_exclude_one_another() {
        assert!(parsed("check 1 --solution --mistake x").is_err());
        assert!(parsed("check 1 --mistake x --with y.rs").is_err());
    }

    #[test]
    fn author_commands_are_understood() {
        let prove = Prove {
            lesson: None,
            repeat: 20,
            fresh: true,
        };
        assert_eq!(
            parsed("author check --repeat 20 --fresh"),
            Ok(Command::Author(Author::Prove(prove)))
        );
        let opinion = Author::Opinion {
            lesson: Some("2".into()),
            measure: false,
        };
        assert_eq!(parsed("author opinion 2"), Ok(Command::Author(opinion)));
        assert!(parsed("author").is_err());
        assert!(parsed("author check --repeat 0").is_err());
    }

    #[test]
    fn what_only_authors_do_is_not_listed_in_a_hand_out() {
        let help = |handed_out| {
            let help = parse(["--help".into()], handed_out).unwrap_err();
            help.error.to_string()
        };
        assert!(help(false).contains("handout") && help(false).contains("author"));
        assert!(!help(true).contains("handout") && !help(true).contains("author"));
        assert!(parse(["author".into(), "check".into()], true).is_ok());
    }

    #[test]
    fn a_slip_of_the_pen_is_answered_with_a_suggestion() {
        assert!(parsed("chekc").unwrap_err().contains("'check'"));
        assert!(parsed("reset").unwrap_err().contains("<LESSON>"));
    }

    #[test]
    fn every_command_can_answer_a_program() {
        for line in [
            "--json",
            "status --json",
            "--json check 3",
            "author check --json",
        ] {
            let request = parse(line.split(' ').map(Into::into), false);
            assert!(request.is_ok_and(|request| request.json), "{line}");
        }
    }
}
