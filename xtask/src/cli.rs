//! What can be typed: arguments in, a [`Command`] out.

use std::{ffi::OsString, path::PathBuf};

use clap::{Arg, ArgAction, ArgMatches, value_parser};

use crate::{handout::choice::Choice, report::Stage};

/// What the runner was asked to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Without a command: go on with the first exercise that is not done.
    Next,
    /// Judge.
    Check(Check),
    /// Judge on save.
    Watch(Watch),
    /// Open the learner's editor.
    Open(Open),
    /// Show what is done.
    Status,
    /// One more hint.
    Hint(Target),
    /// Bring stubs back.
    Reset(Target),
    /// Show work and solution side by side.
    Compare(Compare),
    /// Make a hand-out.
    Handout(Handout),
    /// Bring a hand-out up to date.
    Update(Update),
    /// Derive the stubs of one lesson, or of all.
    Stubs {
        /// As it was typed.
        lesson: Option<String>,
        /// Writes nothing, only compares.
        check: bool,
    },
    /// Prove the course itself.
    Prove(Prove),
    /// Scaffold a lesson.
    New {
        /// As it was typed.
        number: String,
        /// The second half of the folder's name.
        name: String,
    },
}

/// A lesson and an exercise, as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// `lesson03`, `03`, `3`, or an exercise's name alone.
    pub lesson: Option<String>,
    /// An exercise of that lesson.
    pub exercise: Option<String>,
}

impl Command {
    /// Whether the answer is for a program.
    pub fn json(&self) -> bool {
        match self {
            Self::Check(check) => check.json,
            Self::Open(open) => open.json,
            Self::Compare(compare) => compare.form == Form::Json,
            Self::Handout(handout) => handout.json,
            Self::Update(update) => update.json,
            _ => false,
        }
    }
}

/// What `watch` watches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watch {
    /// A lesson; the whole course if nothing is named.
    pub target: Target,
    /// Milliseconds between two looks at the files.
    pub poll: Option<u64>,
}

/// What `open` opens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// The exercise; the one that is to be worked on if nothing is named.
    pub target: Target,
    /// For programs: opens nothing.
    pub json: bool,
}

/// What `compare` compares, and how it is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compare {
    /// A lesson, or one exercise.
    pub target: Target,
    /// A file in the place of the learner's module.
    pub with: Option<PathBuf>,
    /// Also what is not green yet.
    pub spoil: bool,
    /// For whom.
    pub form: Form,
}

/// For whom an answer is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// For people at a terminal.
    #[default]
    Text,
    /// For a comment of a review.
    Markdown,
    /// For programs.
    Json,
}

/// What `handout` makes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handout {
    /// Where: a new or empty folder.
    pub folder: PathBuf,
    /// What goes along.
    pub choice: Choice,
    /// Leaves out the trial in a clean folder.
    pub untried: bool,
    /// For programs.
    pub json: bool,
}

/// What `update` brings up to date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Update {
    /// A folder that `handout` made, or a clone of it.
    pub folder: PathBuf,
    /// Other lessons than were handed out, as they were typed.
    pub lessons: Option<String>,
    /// For programs.
    pub json: bool,
}

/// How `check` judges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// What to judge; everything if nothing is named.
    pub target: Target,
    /// Whose code.
    pub whose: Whose,
    /// Only this stage.
    pub stage: Option<Stage>,
    /// Go on after the first failure.
    pub keep_going: bool,
    /// Explore models as far as it takes.
    pub full: bool,
    /// Show the last failing interleaving again.
    pub replay: bool,
    /// For programs.
    pub json: bool,
}

/// Whose code `check` judges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// The learner's.
    #[default]
    Learner,
    /// The course's own solution.
    Solution,
    /// A file of `tests/mistakes`, by its name.
    Mistake(String),
    /// Any file, in place of the exercise's module.
    With(PathBuf),
}

/// How `author check` proves the course.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prove {
    /// As it was typed; the whole course without it.
    pub lesson: Option<String>,
    /// Judge every solution so often, under load.
    pub repeat: u32,
    /// Ignore what was proven before.
    pub fresh: bool,
}

/// Understands the arguments, without the program's own name. A hand-out does not list what only authors can do.
///
/// # Errors
///
/// clap's, which is also how `--help` comes back; its text is ready to be printed.
pub fn parse(
    arguments: impl IntoIterator<Item = OsString>,
    handed_out: bool,
) -> Result<Command, clap::Error> {
    let hide = |command: clap::Command| command.hide(handed_out);
    let application = application()
        .mut_subcommand("author", hide)
        .mut_subcommand("handout", hide)
        .mut_subcommand("update", hide);
    let matches = application.try_get_matches_from(arguments)?;
    Ok(match matches.subcommand() {
        Some(("check", matches)) => Command::Check(check(matches)),
        Some(("watch", matches)) => Command::Watch(Watch {
            target: Target {
                lesson: text(matches, "LESSON"),
                exercise: None,
            },
            poll: matches.get_one("poll").copied(),
        }),
        Some(("open", matches)) => Command::Open(Open {
            target: target(matches),
            json: matches.get_flag("json"),
        }),
        Some(("compare", matches)) => Command::Compare(Compare {
            target: target(matches),
            with: matches.get_one::<PathBuf>("with").cloned(),
            // Teachers have the solutions before them anyway.
            spoil: matches.get_flag("spoil") || cfg!(feature = "teach"),
            form: match (matches.get_flag("json"), matches.get_flag("markdown")) {
                (true, _) => Form::Json,
                (_, true) => Form::Markdown,
                _ => Form::Text,
            },
        }),
        Some(("handout", matches)) => Command::Handout(Handout {
            folder: folder(matches),
            choice: Choice {
                lessons: text(matches, "lessons"),
                with_solutions: matches.get_flag("with-solutions"),
            },
            untried: matches.get_flag("untried"),
            json: matches.get_flag("json"),
        }),
        Some(("update", matches)) => Command::Update(Update {
            folder: folder(matches),
            lessons: text(matches, "lessons"),
            json: matches.get_flag("json"),
        }),
        Some(("status", _)) => Command::Status,
        Some(("hint", matches)) => Command::Hint(target(matches)),
        Some(("reset", matches)) => Command::Reset(target(matches)),
        Some(("author", matches)) => match matches.subcommand() {
            Some(("stubs", matches)) => Command::Stubs {
                lesson: text(matches, "LESSON"),
                check: matches.get_flag("check"),
            },
            Some(("new", matches)) => Command::New {
                number: text(matches, "NUMBER").unwrap_or_default(),
                name: text(matches, "NAME").unwrap_or_default(),
            },
            Some((_, matches)) => Command::Prove(Prove {
                lesson: text(matches, "LESSON"),
                repeat: matches.get_one("repeat").copied().unwrap_or_default(),
                fresh: matches.get_flag("fresh"),
            }),
            None => Command::Next,
        },
        _ => Command::Next,
    })
}

fn application() -> clap::Command {
    let command = clap::Command::new;
    let lesson = || Arg::new("LESSON").help("A lesson: `lesson03`, `03` or `3`");
    let exercise = || Arg::new("EXERCISE").help("One of its exercises, such as `bank`");
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(help)
    };
    let folder = || {
        Arg::new("DIR")
            .required(true)
            .value_parser(value_parser!(PathBuf))
    };
    let lessons = || Arg::new("lessons").long("lessons").value_name("LIST");
    let author = command("author")
        .about("For those who write lessons: derive the stubs, prove the course, begin a lesson")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            command("stubs")
                .about("Derive `lessons/*/src` from `solutions/*/src`")
                .arg(lesson())
                .arg(flag("check", "Write nothing; fail if a stub is not what its solution derives")),
        )
        .subcommand(
            command("check")
                .about("Prove the course: rules, solutions, mistakes, alternatives, stubs")
                .arg(lesson())
                .arg(
                    Arg::new("repeat")
                        .long("repeat")
                        .value_name("N")
                        .value_parser(value_parser!(u32).range(1..=1000))
                        .help("Judge every solution N times beside two busy loops; one verdict that differs fails"),
                )
                .arg(flag("fresh", "Ignore what was proven before")),
        )
        .subcommand(
            command("new")
                .about("Begin a lesson: manifests, folders, and one exercise that keeps all rules")
                .arg(Arg::new("NUMBER").required(true).help("Its number: `4`"))
                .arg(Arg::new("NAME").required(true).help("The second half of its folder's name: `pools`")),
        );
    command("xtask")
        .bin_name("cargo xtask")
        .no_binary_name(true)
        .about("Many Hands: judges your exercises and tells what to do next")
        .after_help("Without a command: goes on with the first exercise that is not done.\nExit codes: 0 green, 1 not yet, 2 wrong use, 3 cannot tell, 4 the course itself is broken.")
        .subcommand(
            command("check")
                .about("Judge a lesson or an exercise")
                .arg(lesson())
                .arg(exercise())
                .arg(flag("keep-going", "Go on after the first failure"))
                .arg(
                    Arg::new("stage")
                        .long("stage")
                        .value_name("STAGE")
                        .value_parser(["contract", "race"])
                        .help("Judge this stage alone"),
                )
                .arg(flag("full", "Explore every interleaving, however long it takes; show whole timelines"))
                .arg(flag("replay", "Show the last failing interleaving again"))
                .arg(flag("json", "One JSON document on standard output, for programs"))
                .arg(flag("solution", "Judge the course's own solution").conflicts_with_all(["mistake", "with"]))
                .arg(
                    Arg::new("mistake")
                        .long("mistake")
                        .value_name("NAME")
                        .conflicts_with("with")
                        .help("Judge a known mistake: a file of `tests/mistakes`"),
                )
                .arg(
                    Arg::new("with")
                        .long("with")
                        .value_name("FILE")
                        .value_parser(value_parser!(PathBuf))
                        .help("Judge FILE in place of the exercise's module; all else is the solution's"),
                ),
        )
        .subcommand(
            command("watch")
                .about("Judge on save, all day, in a terminal of its own")
                .arg(lesson())
                .arg(
                    Arg::new("poll")
                        .long("poll")
                        .value_name("MS")
                        .value_parser(value_parser!(u64).range(10..=60_000))
                        .help("Look at the files every MS milliseconds instead of every 100: less work on a slow network folder"),
                ),
        )
        .subcommand(
            command("open")
                .about("Open your editor at the line to edit; without an editor, print the path")
                .arg(lesson())
                .arg(exercise())
                .arg(flag("json", "One JSON document on standard output, for programs; opens nothing")),
        )
        .subcommand(command("status").about("Show what is done and what is next"))
        .subcommand(
            command("hint")
                .about("Show one more hint for the test that failed last")
                .arg(lesson())
                .arg(exercise()),
        )
        .subcommand(
            command("reset")
                .about("Bring the stub back; your file is kept aside")
                .arg(lesson().required(true))
                .arg(exercise()),
        )
        .subcommand(
            command("compare")
                .about("Show your work beside the solution, once it is green")
                .arg(lesson().required(true))
                .arg(exercise())
                .arg(
                    Arg::new("with")
                        .long("with")
                        .value_name("FILE")
                        .value_parser(value_parser!(PathBuf))
                        .help("Compare FILE in place of your module of the exercise"),
                )
                .arg(flag("spoil", "Compare also what is not green yet"))
                .arg(flag("markdown", "Markdown, for a comment of a review"))
                .arg(flag("json", "One JSON document on standard output, for programs").conflicts_with("markdown")),
        )
        .subcommand(
            command("handout")
                .about("For teachers: write the course as learners get it")
                .arg(folder().help("A new or empty folder outside of the course"))
                .arg(lessons().help("Only these lessons: `1-4`, `2,5`; every lesson, also those to come, without it"))
                .arg(flag("with-solutions", "Solutions, known mistakes and the authors' files go along"))
                .arg(flag("untried", "Do not build and judge it in a clean folder first"))
                .arg(flag("json", "One JSON document on standard output, for programs")),
        )
        .subcommand(
            command("update")
                .about("For teachers: bring later changes into what was handed out")
                .arg(folder().help("A folder that `handout` made, or a clone of it"))
                .arg(lessons().help("Hand out these lessons from now on: `1-4`, `2,5`"))
                .arg(flag("json", "One JSON document on standard output, for programs")),
        )
        .subcommand(author)
}

fn check(matches: &ArgMatches) -> Check {
    let whose = if matches.get_flag("solution") {
        Whose::Solution
    } else if let Some(name) = text(matches, "mistake") {
        Whose::Mistake(name)
    } else if let Some(file) = matches.get_one::<PathBuf>("with") {
        Whose::With(file.clone())
    } else {
        Whose::Learner
    };
    Check {
        target: target(matches),
        whose,
        stage: text(matches, "stage").map(|stage| match stage.as_str() {
            "race" => Stage::Race,
            _ => Stage::Contract,
        }),
        keep_going: matches.get_flag("keep-going"),
        full: matches.get_flag("full"),
        replay: matches.get_flag("replay"),
        json: matches.get_flag("json"),
    }
}

fn target(matches: &ArgMatches) -> Target {
    Target {
        lesson: text(matches, "LESSON"),
        exercise: text(matches, "EXERCISE"),
    }
}

fn folder(matches: &ArgMatches) -> PathBuf {
    matches
        .get_one::<PathBuf>("DIR")
        .cloned()
        .unwrap_or_default()
}

fn text(matches: &ArgMatches, name: &str) -> Option<String> {
    matches.get_one::<String>(name).cloned()
}

#[cfg(test)]
mod tests {
    use super::{Check, Command, Prove, Target, Whose, application, parse};
    use crate::report::Stage;

    fn parsed(line: &str) -> Result<Command, String> {
        parse(line.split_whitespace().map(Into::into), false).map_err(|error| error.to_string())
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
            replay: true,
            json: true,
        };
        let line =
            "check 3 bank --mistake swapped --stage race --keep-going --full --replay --json";
        assert_eq!(parsed(line), Ok(Command::Check(check)));
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
            Ok(Command::Prove(prove))
        );
        assert!(parsed("author").is_err());
        assert!(parsed("author check --repeat 0").is_err());
    }

    #[test]
    fn what_only_authors_do_is_not_listed_in_a_hand_out() {
        let help = |handed_out| {
            let help = parse(["--help".into()], handed_out).unwrap_err();
            help.to_string()
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
}
