//! `cargo xtask`: parses, calls, prints, ends. Nothing else in the runner prints or ends.

use std::{
    env,
    io::{self, IsTerminal, Write},
    process::ExitCode,
};

use xtask::{
    cli::{self, Command},
    commands::{self, Answer, World},
    exit::Exit,
    live::Live,
    render::{
        json,
        style::{BAD, paint},
    },
    run,
    trouble::Trouble,
};

fn main() -> ExitCode {
    run::take_over();
    let command = match cli::parse(env::args_os().skip(1)) {
        Ok(command) => command,
        Err(error) => {
            let wrong = error.use_stderr();
            // `--help` into a pipe that is closed is no failure.
            let _ = error.print();
            return if wrong { Exit::Usage } else { Exit::Green }.into();
        }
    };
    let mut live = Live::new(io::stderr(), can_move_the_cursor());
    let answer = env::current_dir()
        .map_err(|error| {
            Trouble::cannot_tell(
                format!("The current folder cannot be found: {error}."),
                "Change into the course's folder and try again.",
            )
        })
        .and_then(|folder| {
            let colour =
                anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
            let world = World {
                folder: &folder,
                colour,
            };
            commands::run(&command, world, &mut |news| live.say(&news))
        });
    live.clear();
    let json = matches!(&command, Command::Check(check) if check.json);
    match answer {
        Ok(answer) => told(&answer),
        Err(trouble) => failed(&trouble, json),
    }
    .into()
}

/// A line that is written over needs a terminal, and one that can.
fn can_move_the_cursor() -> bool {
    let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    io::stderr().is_terminal() && !dumb && env::var_os("CI").is_none()
}

/// Prints an answer. A reader that has gone away (`| head`) does not change the verdict.
fn told(answer: &Answer) -> Exit {
    let mut out = anstream::stdout().lock();
    let _ = out
        .write_all(answer.text.as_bytes())
        .and_then(|()| out.flush());
    let mut err = anstream::stderr().lock();
    for note in &answer.notes {
        let _ = writeln!(err, "note: {note}");
    }
    answer.exit
}

fn failed(trouble: &Trouble, json: bool) -> Exit {
    if json {
        let mut out = io::stdout().lock();
        let _ = out.write_all(json::trouble(trouble).as_bytes());
        return trouble.exit;
    }
    let mut err = anstream::stderr().lock();
    let says = paint(BAD, "cannot go on:");
    let _ = writeln!(err, "{says} {}\n{}", trouble.says, trouble.next);
    trouble.exit
}
