//! What clap is told of the commands and their arguments.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command, value_parser};

use super::Shell;
use crate::report::{Engine, Stage};

/// All that can be typed.
pub(super) fn application() -> Command {
    Command::new("xtask")
        .bin_name("cargo xtask")
        .no_binary_name(true)
        .about("Many Hands: judges your exercises and tells what to do next")
        .after_help("Without a command: goes on with the first exercise that is not done.\nExit codes: 0 green, 1 not yet, 2 wrong use, 3 cannot tell, 4 the course itself is broken, 130 ended by Ctrl-C, 143 ended by SIGTERM.")
        .arg(
            flag("json", "One JSON document on standard output, for programs")
                .global(true)
                .display_order(900),
        )
        .subcommands(of_learners())
        .subcommands(of_teachers())
        .subcommand(
            Command::new("author")
                .about("For those who write lessons: derive the stubs, prove the course, begin a lesson")
                .subcommand_required(true)
                .arg_required_else_help(true)
                .subcommands(of_authors()),
        )
}

fn of_learners() -> [Command; 9] {
    [
        Command::new("check")
            .about("Judge a lesson or an exercise")
            .args([lesson(), exercise()])
            .arg(flag("keep-going", "Go on after the first failure"))
            .arg(
                option("stage", "STAGE", "Judge this stage alone")
                    .value_parser(Stage::JUDGED.map(Stage::name)),
            )
            .arg(flag("full", "Explore for up to a minute a model; show whole timelines"))
            .arg(
                option("engine", "ENGINE", "What explores the interleavings: loom gives a second opinion, which is not remembered")
                    .value_parser(Engine::ALL.map(Engine::name))
                    .conflicts_with("replay"),
            )
            .arg(flag("replay", "Show the last failing interleaving again"))
            .args(subject()),
        Command::new("speedup")
            .about("Draw how many times as fast more workers are, and what the machine had to give")
            .args([lesson(), exercise()])
            .arg(flag("work", "Over the amount of work, with two workers: from which size on does it pay?"))
            .arg(rounds("Measure each point N times (9 if not given)"))
            .arg(file("svg", "Write the drawing there as well"))
            .arg(file("csv", "Write the figures there as well"))
            .args(subject()),
        Command::new("machine").about("Show what this computer can do: cores, and the price of a thread, a process, a lock, a pipe"),
        Command::new("watch")
            .about("Judge on save, all day, in a terminal of its own")
            .arg(lesson())
            .arg(
                option("poll", "MS", "Look at the files every MS milliseconds instead of every 100: less work on a slow network folder")
                    .value_parser(value_parser!(u64).range(10..=60_000)),
            ),
        Command::new("open")
            .about("Open your editor at the line to edit; without an editor, print the path")
            .args([lesson(), exercise()]),
        Command::new("status").about("Show what is done and what is next"),
        Command::new("hint")
            .about("Show one more hint for the test that failed last")
            .args([lesson(), exercise()]),
        Command::new("reset")
            .about("Bring the stub back; your file is kept aside")
            .args([lesson().required(true), exercise()]),
        Command::new("completions")
            .about("Help your shell to complete the rest: `source <(cargo xtask completions bash)`")
            .arg(
                Arg::new("SHELL")
                    .required_unless_present("WORDS")
                    .value_parser(Shell::ALL.map(Shell::name))
                    .help("Your shell"),
            )
            .arg(Arg::new("WORDS").last(true).num_args(1..).hide(true)),
    ]
}

fn of_teachers() -> [Command; 3] {
    [
        Command::new("compare")
            .about("Show your work beside the solution, once it is green")
            .args([lesson().required(true), exercise()])
            .arg(file(
                "with",
                "Compare FILE in place of your module of the exercise",
            ))
            .arg(flag("spoil", "Compare also what is not green yet"))
            .arg(flag("markdown", "Markdown, for a comment of a review").conflicts_with("json")),
        Command::new("handout")
            .about("For teachers: write the course as learners get it")
            .arg(folder("A new or empty folder outside of the course"))
            .arg(option(
                "lessons",
                "LIST",
                "Only these lessons: `1-4`, `2,5`; every lesson, also those to come, without it",
            ))
            .arg(flag(
                "with-solutions",
                "Solutions, known mistakes and the authors' files go along",
            ))
            .arg(flag(
                "untried",
                "Do not build and judge it in a clean folder first",
            )),
        Command::new("update")
            .about("For teachers: bring later changes into what was handed out")
            .arg(folder("A folder that `handout` made, or a clone of it"))
            .arg(option(
                "lessons",
                "LIST",
                "Hand out these lessons from now on: `1-4`, `2,5`",
            )),
    ]
}

fn of_authors() -> [Command; 6] {
    [
        Command::new("stubs")
            .about("Derive `lessons/*/src` from `solutions/*/src`")
            .arg(lesson())
            .arg(flag("check", "Write nothing; fail if a stub is not what its solution derives")),
        Command::new("check")
            .about("Prove the course: rules, solutions, mistakes, alternatives, stubs")
            .arg(lesson())
            .arg(repeat("Judge every solution N times beside two busy loops; one verdict that differs fails"))
            .arg(flag("fresh", "Ignore what was proven before")),
        Command::new("opinion")
            .about("Ask loom about all that the race stage judges, and compare with `tests/engines.md`")
            .arg(lesson())
            .arg(flag("measure", "Ask the explorer, too, and write a table of what each took")),
        Command::new("trace")
            .about("Record rounds of work whose true speedup is known, to test the decisions of the speed stage on them")
            .arg(
                Arg::new("FILE")
                    .required(true)
                    .value_parser(value_parser!(PathBuf))
                    .help("A file of lines, which is added to"),
            )
            .arg(rounds("How many rounds of each kind of work")),
        Command::new("verdicts")
            .about("Count what the speed stage says of code of which it is known whether it is fast")
            .arg(lesson())
            .arg(repeat("Judge each subject N times (20 if not given)"))
            .arg(flag("busy", "Beside two busy loops"))
            .arg(flag("short", "Only the solutions and the slow mistakes, and no alternatives")),
        Command::new("new")
            .about("Begin a lesson: manifests, folders, and one exercise that keeps all rules")
            .arg(Arg::new("NUMBER").required(true).help("Its number: `4`"))
            .arg(Arg::new("NAME").required(true).help("The second half of its folder's name: `pools`")),
    ]
}

/// Whose code is looked at: the learner's without any of these.
fn subject() -> [Arg; 3] {
    [
        flag("solution", "Take the course's own solution").conflicts_with_all(["mistake", "with"]),
        option(
            "mistake",
            "NAME",
            "Take a known mistake: a file of `tests/mistakes`",
        )
        .conflicts_with("with"),
        file(
            "with",
            "Take FILE in place of the exercise's module; all else is the solution's",
        ),
    ]
}

fn lesson() -> Arg {
    Arg::new("LESSON").help("A lesson: `lesson03`, `03` or `3`")
}

fn exercise() -> Arg {
    Arg::new("EXERCISE").help("One of its exercises, such as `bank`")
}

fn folder(help: &'static str) -> Arg {
    Arg::new("DIR")
        .required(true)
        .value_parser(value_parser!(PathBuf))
        .help(help)
}

fn file(name: &'static str, help: &'static str) -> Arg {
    option(name, "FILE", help).value_parser(value_parser!(PathBuf))
}

fn rounds(help: &'static str) -> Arg {
    option("rounds", "N", help).value_parser(value_parser!(u64).range(1..=1000))
}

fn repeat(help: &'static str) -> Arg {
    option("repeat", "N", help).value_parser(value_parser!(u32).range(1..=1000))
}

fn option(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(help)
}
