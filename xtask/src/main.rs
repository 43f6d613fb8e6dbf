//! `cargo xtask`: parses, calls, prints, ends. Nothing else in the runner prints or ends.

use std::{
    env,
    io::{self, IsTerminal, Write},
    process::ExitCode,
};

use xtask::{
    cli::{self, Command, Request},
    commands::{self, Answer, World},
    editor::Editor,
    exit::Exit,
    handout,
    live::Live,
    render::{
        json,
        link::{self, Links},
        style::{BAD, paint},
    },
    run,
    trouble::Trouble,
    watch::screen::Show,
};

fn main() -> ExitCode {
    run::take_over();
    let handed_out = env::current_dir().is_ok_and(|folder| handout::is_around(&folder));
    let Request { command, json } = match cli::parse(env::args_os().skip(1), handed_out) {
        Ok(request) => request,
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
                terminal: is_attended(),
                links: links(),
                colour,
                json,
            };
            match &command {
                Command::Watch(asked) => commands::watch(asked, world, &mut show).map(Told::Shown),
                command => {
                    let answer = commands::run(command, world, &mut |news| live.say(&news));
                    answer.map(Told::Answer)
                }
            }
        });
    live.clear();
    let exit = match answer {
        Ok(Told::Shown(exit)) => exit,
        Ok(Told::Answer(answer)) => {
            let exit = told(&answer);
            match answer.opens {
                Some(editor) => return handed_over(&editor),
                None => exit,
            }
        }
        Err(trouble) => failed(&trouble, json),
    };
    exit.into()
}

/// What a command came to, and whether that was shown already.
enum Told {
    Answer(Answer),
    Shown(Exit),
}

/// Shows what changes while the command goes on. A reader that has gone away does not end it.
fn show(what: Show<'_>) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(what.moves().as_bytes());
    let mut out = anstream::AutoStream::auto(out);
    let _ = out
        .write_all(what.text().as_bytes())
        .and_then(|()| out.flush());
}

/// Lets an editor take the runner's place. Its exit code is then the command's.
fn handed_over(editor: &Editor) -> ExitCode {
    match run::hand_over(&editor.program, &editor.arguments) {
        Ok(code) => u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from),
        Err(error) => {
            let trouble = Trouble::cannot_tell(
                format!(
                    "The editor `{}` cannot be started: {error}.",
                    editor.program
                ),
                "Set VISUAL or EDITOR to one that can, or open the path above.",
            );
            failed(&trouble, false).into()
        }
    }
}

/// Whether somebody sits at a terminal. On a server that builds there is nobody, whatever it pretends.
fn is_attended() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal() && env::var_os("CI").is_none()
}

/// Links go with colours: who wants plain text gets plain text.
fn links() -> Option<Links> {
    let styled = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    link::links(&|name| env::var(name).ok()).filter(|_| styled)
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
