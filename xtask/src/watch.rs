//! `watch`: one terminal for the whole day. Judges on save, and listens to keys meanwhile.
//!
//! One loop, one channel of `Event`s: a thread looks at the files, one reads keys, one judges. A save during a run stops
//! that run, and only then the next one begins: no save is lost, and no verdict is older than the last save.

pub mod files;
mod judging;
pub mod keys;
pub mod screen;
mod turn;
mod verdict;

use std::{
    io::Read,
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread,
    time::Duration,
};

use crate::{
    course::{Course, Exercise, Lesson},
    exit::Exit,
    progress::News,
    run::{interrupt, terminal},
    trouble::Trouble,
};

use files::Files;
use keys::Escape;
use screen::Show;
use turn::Turn;
use verdict::Verdict;

/// How often a signal and the terminal's size are looked at. Keys and saves do not wait for it.
const TICK: Duration = Duration::from_millis(200);

/// Something that happened.
#[derive(Debug)]
enum Event {
    /// A key was pressed.
    Key(u8),
    /// These files differ from what they were a moment ago.
    Saved(Vec<PathBuf>),
    /// The run with this number has news.
    News(u64, News),
    /// The run with this number is over.
    Judged(u64, Box<Result<Verdict, Trouble>>),
}

/// How to watch.
#[derive(Clone, Copy, Debug)]
pub struct Watch<'a> {
    /// The exercises to go through, in their order; at least one.
    pub exercises: &'a [(&'a Lesson, &'a Exercise)],
    /// How long between two looks at the files.
    pub every: Duration,
    /// Whether there is a terminal to draw on and somebody at its keys.
    pub attended: bool,
    /// Whether rustc's diagnostics shall carry colours.
    pub colour: bool,
    /// Whether a program reads along: a document for each verdict, a line each, and nothing else.
    pub json: bool,
}

/// Watches until somebody ends it. `show` writes to the terminal, or to whatever stands in its place.
///
/// Blocking: until the key for the end is pressed, or a signal asks for it.
///
/// # Errors
///
/// If the state must not be touched.
pub fn watch(
    course: &Course,
    watch: Watch<'_>,
    show: &mut dyn FnMut(Show<'_>),
) -> Result<Exit, Trouble> {
    let keys = watch.attended.then(terminal::Keys::take).flatten();
    let (tell, told) = mpsc::channel();
    if keys.is_some() {
        read_keys(tell.clone());
    }
    let folders = folders(watch.exercises);
    look_at_files(&course.root, folders, watch.every, tell.clone());
    thread::scope(|scope| {
        let turn = Turn::new(course, watch, scope, tell)?;
        let exit = events(turn, &told, show);
        // A run that is still going on is of no use any more, and the scope waits for it.
        interrupt::stop_judging();
        exit
    })
}

fn events(
    mut turn: Turn<'_, '_>,
    told: &Receiver<Event>,
    show: &mut dyn FnMut(Show<'_>),
) -> Result<Exit, Trouble> {
    turn.begin(show);
    loop {
        let event = told.recv_timeout(TICK);
        if let Some(signal) = interrupt::signal() {
            turn.end(show);
            return Ok(Exit::of_signal(Some(signal)));
        }
        match event {
            Ok(Event::Key(key)) => {
                if !turn.key(key, show)? {
                    turn.end(show);
                    return Ok(Exit::Green);
                }
            }
            Ok(Event::Saved(files)) => turn.saved(&files, show),
            Ok(Event::News(run, news)) => turn.news(run, news, show),
            Ok(Event::Judged(run, verdict)) => turn.judged(run, *verdict, show),
            Err(RecvTimeoutError::Timeout) => {
                turn.resized(terminal::size(terminal::Stream::Output), show)
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(Exit::Green),
        }
    }
}

/// The folders of the lessons, each once.
fn folders(exercises: &[(&Lesson, &Exercise)]) -> Vec<PathBuf> {
    let mut folders: Vec<_> = exercises
        .iter()
        .map(|(lesson, _)| lesson.folder.clone())
        .collect();
    folders.dedup();
    folders
}

/// The thread ends with the runner: nothing else ends a read from a terminal.
fn read_keys(tell: Sender<Event>) {
    thread::spawn(move || {
        let mut escape = Escape::default();
        for byte in std::io::stdin().lock().bytes() {
            let Ok(byte) = byte else { return };
            if escape.is_key(byte) && tell.send(Event::Key(byte)).is_err() {
                return;
            }
        }
    });
}

fn look_at_files(root: &Path, folders: Vec<PathBuf>, every: Duration, tell: Sender<Event>) {
    let mut files = Files::new(root, folders);
    thread::spawn(move || {
        loop {
            thread::sleep(every);
            let saved = files.changed();
            if !saved.is_empty() && tell.send(Event::Saved(saved)).is_err() {
                return;
            }
        }
    });
}
