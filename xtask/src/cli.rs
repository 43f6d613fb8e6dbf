//! What can be typed: arguments in, a [`Command`] out.

use std::{ffi::OsString, path::PathBuf};

use clap::{Arg, ArgAction, ArgMatches, value_parser};

use crate::report::{Engine, Stage};

/// What the runner was asked to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Without a command: go on with the first exercise that is not done.
    Next,
    /// Judge.
    Check(Check),
    /// Show what is done.
    Status,
    /// Show what this computer can do.
    Machine {
        /// For programs.
        json: bool,
    },
    /// Draw how speed grows.
    Speedup(Speedup),
    /// Record rounds of work whose speedup is known.
    Trace {
        /// Where to; it is added to.
        file: PathBuf,
        /// How many rounds of each.
        rounds: u64,
    },
    /// One more hint.
    Hint(Target),
    /// Bring stubs back.
    Reset(Target),
    /// Derive the stubs of one lesson, or of all.
    Stubs {
        /// As it was typed.
        lesson: Option<String>,
        /// Writes nothing, only compares.
        check: bool,
    },
    /// Prove the course itself.
    Prove(Prove),
    /// Ask loom about everything that the race stage judges.
    Opinion {
        /// As it was typed; the whole course without it.
        lesson: Option<String>,
    },
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
    /// What explores the interleavings.
    pub engine: Engine,
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

/// What `speedup` draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speedup {
    /// What to measure; everything that can be if nothing is named.
    pub target: Target,
    /// Whose code.
    pub whose: Whose,
    /// Over the amount of work instead of the number of workers.
    pub work: bool,
    /// How often each point is measured.
    pub rounds: u64,
    /// Where the drawing goes as well.
    pub svg: Option<PathBuf>,
    /// Where the figures go as well.
    pub csv: Option<PathBuf>,
    /// For programs.
    pub json: bool,
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

/// Understands the arguments, without the program's own name.
///
/// # Errors
///
/// clap's, which is also how `--help` comes back; its text is ready to be printed.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, clap::Error> {
    let matches = application().try_get_matches_from(arguments)?;
    Ok(match matches.subcommand() {
        Some(("check", matches)) => Command::Check(check(matches)),
        Some(("status", _)) => Command::Status,
        Some(("machine", matches)) => Command::Machine {
            json: matches.get_flag("json"),
        },
        Some(("speedup", matches)) => Command::Speedup(speedup(matches)),
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
            Some(("opinion", matches)) => Command::Opinion {
                lesson: text(matches, "LESSON"),
            },
            Some(("trace", matches)) => Command::Trace {
                file: file(matches, "FILE").unwrap_or_default(),
                rounds: matches.get_one("rounds").copied().unwrap_or(40),
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

fn rounds(help: &'static str) -> Arg {
    Arg::new("rounds")
        .long("rounds")
        .value_name("N")
        .value_parser(value_parser!(u64).range(1..=1000))
        .help(help)
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
            command("opinion")
                .about("Ask loom about all that the race stage judges, and compare with `tests/engines.md`")
                .arg(lesson()),
        )
        .subcommand(
            command("trace")
                .about("Record rounds of work whose true speedup is known, to test the decisions of the speed stage on them")
                .arg(
                    Arg::new("FILE")
                        .required(true)
                        .value_parser(value_parser!(PathBuf))
                        .help("A file of lines, which is added to"),
                )
                .arg(rounds("How many rounds of each kind of work")),
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
                        .value_parser(["contract", "race", "speed"])
                        .help("Judge this stage alone"),
                )
                .arg(flag("full", "Explore every interleaving, however long it takes; show whole timelines"))
                .arg(
                    Arg::new("engine")
                        .long("engine")
                        .value_name("ENGINE")
                        .value_parser(["explorer", "loom"])
                        .conflicts_with("replay")
                        .help("What explores the interleavings: loom gives a second opinion, which is not remembered"),
                )
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
            command("speedup")
                .about("Draw how many times as fast more workers are, and what the machine had to give")
                .arg(lesson())
                .arg(exercise())
                .arg(flag("work", "Over the amount of work, with two workers: from which size on does it pay?"))
                .arg(rounds("Measure each point N times (9 if not given)"))
                .arg(
                    Arg::new("svg")
                        .long("svg")
                        .value_name("FILE")
                        .value_parser(value_parser!(PathBuf))
                        .help("Write the drawing there as well"),
                )
                .arg(
                    Arg::new("csv")
                        .long("csv")
                        .value_name("FILE")
                        .value_parser(value_parser!(PathBuf))
                        .help("Write the figures there as well"),
                )
                .arg(flag("json", "The figures as JSON on standard output, for programs"))
                .arg(flag("solution", "Measure the course's own solution").conflicts_with_all(["mistake", "with"]))
                .arg(
                    Arg::new("mistake")
                        .long("mistake")
                        .value_name("NAME")
                        .conflicts_with("with")
                        .help("Measure a known mistake: a file of `tests/mistakes`"),
                )
                .arg(
                    Arg::new("with")
                        .long("with")
                        .value_name("FILE")
                        .value_parser(value_parser!(PathBuf))
                        .help("Measure FILE in place of the exercise's module; all else is the solution's"),
                ),
        )
        .subcommand(
            command("machine")
                .about("Show what this computer can do: cores, and the price of a thread, a process, a lock, a pipe")
                .arg(flag("json", "As JSON, for programs")),
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
        .subcommand(author)
}

fn speedup(matches: &ArgMatches) -> Speedup {
    Speedup {
        target: target(matches),
        whose: whose(matches),
        work: matches.get_flag("work"),
        rounds: matches.get_one("rounds").copied().unwrap_or(9),
        svg: file(matches, "svg"),
        csv: file(matches, "csv"),
        json: matches.get_flag("json"),
    }
}

fn file(matches: &ArgMatches, name: &str) -> Option<PathBuf> {
    matches.get_one::<PathBuf>(name).cloned()
}

fn whose(matches: &ArgMatches) -> Whose {
    if matches.get_flag("solution") {
        Whose::Solution
    } else if let Some(name) = text(matches, "mistake") {
        Whose::Mistake(name)
    } else if let Some(file) = matches.get_one::<PathBuf>("with") {
        Whose::With(file.clone())
    } else {
        Whose::Learner
    }
}

fn check(matches: &ArgMatches) -> Check {
    Check {
        target: target(matches),
        whose: whose(matches),
        stage: text(matches, "stage").map(|stage| match stage.as_str() {
            "race" => Stage::Race,
            "speed" => Stage::Speed,
            _ => Stage::Contract,
        }),
        keep_going: matches.get_flag("keep-going"),
        full: matches.get_flag("full"),
        engine: match text(matches, "engine").as_deref() {
            Some("loom") => Engine::Loom,
            _ => Engine::Explorer,
        },
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

fn text(matches: &ArgMatches, name: &str) -> Option<String> {
    matches.get_one::<String>(name).cloned()
}

#[cfg(test)]
mod tests {
    use super::{Check, Command, Prove, Target, Whose, application, parse};
    use crate::report::{Engine, Stage};

    fn parsed(line: &str) -> Result<Command, String> {
        parse(line.split_whitespace().map(Into::into)).map_err(|error| error.to_string())
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
            json: true,
        };
        let line =
            "check 3 bank --mistake swapped --stage race --keep-going --full --replay --json";
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
            Ok(Command::Prove(prove))
        );
        let opinion = Command::Opinion {
            lesson: Some("2".into()),
        };
        assert_eq!(parsed("author opinion 2"), Ok(opinion));
        assert!(parsed("author").is_err());
        assert!(parsed("author check --repeat 0").is_err());
    }

    #[test]
    fn a_slip_of_the_pen_is_answered_with_a_suggestion() {
        assert!(parsed("chekc").unwrap_err().contains("'check'"));
        assert!(parsed("reset").unwrap_err().contains("<LESSON>"));
    }
}
