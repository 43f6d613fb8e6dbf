//! Plays the worker in the tests of `processes`: answers jobs with your `answer`.

use std::{env, io};

use ::kit::{process::serve, roll_call::report};
use ::lesson08::processes::answer;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        // It dies before its first job.
        ["dies"] => Ok(()),
        // It shows that it is there, and waits until the test has seen it.
        ["meets", address] => serve(|job| {
            report(address);
            answer(job)
        }),
        _ => serve(answer),
    }
}
