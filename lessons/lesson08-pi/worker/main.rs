//! Plays the worker in the tests of `processes`: answers jobs with your `answer`.

use std::{env, fs::File, io, process, sync::OnceLock};

use ::kit::{process::serve, roll_call::report};
use ::lesson08::{
    processes::answer,
    stream::{WATCHED, watch},
};

/// Where it shows that it is there.
static ADDRESS: OnceLock<String> = OnceLock::new();

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        // It dies before its first job.
        ["dies"] => Ok(()),
        // Whoever gets the first job of all dies of it: nobody else can make that file.
        ["dies-once", mark] => serve(|job| {
            if File::create_new(mark).is_ok() {
                die();
            }
            answer(job)
        }),
        // Before it draws it shows that it is there, and waits until the test has seen it.
        ["meets", address] => {
            let _ = ADDRESS.set(address.into());
            watch(show);
            serve(|job| {
                if !WATCHED {
                    show();
                }
                answer(job)
            })
        }
        _ => serve(answer),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "it shall die in the middle of a job, without a word"
)]
fn die() {
    process::exit(101)
}

fn show() {
    if let Some(address) = ADDRESS.get() {
        report(address);
    }
}
