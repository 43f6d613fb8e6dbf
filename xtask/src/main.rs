//! `cargo xtask`: parses, calls, prints, ends. Nothing else in the runner prints or ends.

use std::{
    env,
    ffi::OsString,
    io::{self, IsTerminal, Write},
    process::ExitCode,
};

use serde_json::Value;

use xtask::{
    cli::{self, Command, Refused, Request},
    commands::{self, Answer, World},
    editor::Editor,
    exit::Exit,
    handout,
    live::Live,
    render::{
        json,
        link::{self, Links},
        narrow::narrowed,
        style::{BAD, paint},
        text,
    },
    run::{self, terminal::Stream},
    trouble::Trouble,
    watch::screen::Show,
};

fn main() -> ExitCode {
    run::take_over();
    let width = width_of(Stream::Output);
    text::fit(width);
    let handed_out = env::current_dir().is_ok_and(|folder| handout::is_around(&folder));
    let Request { command, json } = match cli::parse(env::args_os().skip(1), handed_out) {
        Ok(request) => request,
        Err(refused) => return not_understood(&refused).into(),
    };
    if !handed_out && !cfg!(feature = "author") && matches!(command, Command::Author(_)) {
        return rebuilt_for_authors(json.then_some(command.name()));
    }
    let name = command.name();
    let mut live = Live::new(io::stderr(), can_move_the_cursor(), width_of(Stream::Error));
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
                width: width.filter(|_| !json),
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
        Err(trouble) => failed(&trouble, json.then_some(name)),
    };
    exit.into()
}

/// Answers arguments that are no command, and `--help`.
fn not_understood(refused: &Refused) -> Exit {
    let exit = match refused.error.use_stderr() {
        true => Exit::Usage,
        false => Exit::Green,
    };
    if refused.json {
        let written = document(&refused.document(exit));
        return told_or_not(written, exit);
    } else {
        let text = refused.error.render().to_string();
        if exit == Exit::Usage {
            besides(&text);
        } else {
            let text = narrowed(&text, width_of(Stream::Output));
            // `--help` into a pipe that is closed is no failure.
            let _ = anstream::stdout().write_all(text.as_bytes());
        }
    }
    exit
}

fn document(document: &Value) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(json::text(document).as_bytes())?;
    out.flush()
}

/// An answer that could not be written is none. A reader that has gone away (`| head`) does not change the verdict.
fn told_or_not(written: io::Result<()>, exit: Exit) -> Exit {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let says = format!("The answer cannot be written: {error}.");
            let next = "Make room where it should go, or write it to another place.";
            failed(&Trouble::cannot_tell(says, next), None)
        }
        _ => exit,
    }
}

fn width_of(stream: Stream) -> Option<u16> {
    run::terminal::size(stream).map(|(width, _)| width)
}

/// Writes to standard error, in lines that fit the terminal there. Nobody need read it.
fn besides(text: &str) {
    let text = narrowed(text, width_of(Stream::Error));
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
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
    replaced_by(
        &editor.program,
        &editor.arguments,
        "Set VISUAL or EDITOR to one that can, or open the path above.",
        None,
    )
}

/// Lets a runner that has the author's commands take the place of this one, which was built without them: nobody
/// waits for them to be compiled before an author asks. `for_programs` as for [`failed`].
fn rebuilt_for_authors(for_programs: Option<&str>) -> ExitCode {
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let run = "run --quiet --profile xtask --package xtask --".split(' ');
    let arguments: Vec<_> = run
        .map(OsString::from)
        .chain(env::args_os().skip(1))
        .collect();
    let next = "Install Rust from https://rustup.rs, then open a new terminal.";
    replaced_by(&cargo, &arguments, next, for_programs)
}

/// Lets another program take the runner's place. `next`: what to do where it cannot be started.
fn replaced_by(
    program: &str,
    arguments: &[OsString],
    next: &str,
    for_programs: Option<&str>,
) -> ExitCode {
    match run::hand_over(program, arguments) {
        Ok(code) => u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from),
        Err(error) => {
            let says = format!("`{program}` cannot be started: {error}.");
            failed(&Trouble::cannot_tell(says, next), for_programs).into()
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

/// Prints an answer.
fn told(answer: &Answer) -> Exit {
    let mut out = anstream::stdout().lock();
    let written = out
        .write_all(answer.text.as_bytes())
        .and_then(|()| out.flush());
    for note in &answer.notes {
        besides(&format!("note: {note}\n"));
    }
    told_or_not(written, answer.exit)
}

/// `for_programs`: the command's name, if its answer is a document.
fn failed(trouble: &Trouble, for_programs: Option<&str>) -> Exit {
    if let Some(command) = for_programs {
        let written = document(&json::trouble(Some(command), trouble));
        return told_or_not(written, trouble.exit);
    }
    let says = paint(BAD, "cannot go on:");
    besides(&format!("{says} {trouble}\n"));
    trouble.exit
}
