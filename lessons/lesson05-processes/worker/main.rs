//! The child in this lesson's tests. It is given: read it, and see what the other house does.

use std::{
    env, fs, io,
    process::{self, ExitCode},
};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    // A test can ask all its children to report, to see them alive at the same time: see `tests/contract/meeting.rs`.
    if let Ok(address) = fs::read_to_string("roll-call") {
        ::kit::roll_call::report(&address);
    }
    let done = match arguments[..] {
        ["report", number] => report(number),
        ["add", share] => add(share),
        _ => Err(io::Error::other(format!(
            "this worker knows no {arguments:?}"
        ))),
    };
    done.unwrap_or_else(|error| {
        eprintln!("worker: {error}");
        ExitCode::from(101)
    })
}

/// Says who it is, stays until its input ends, and ends with its number as exit code.
fn report(number: &str) -> io::Result<ExitCode> {
    println!("{} {}", process::id(), parent());
    io::copy(&mut io::stdin(), &mut io::sink())?;
    let code: u8 = number.parse().map_err(io::Error::other)?;
    Ok(code.into())
}

/// Hands one share to the exercise.
fn add(share: &str) -> io::Result<ExitCode> {
    ::lesson05::own_memory::add(share.parse::<u64>().map_err(io::Error::other)?)?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(unix)]
fn parent() -> u32 {
    std::os::unix::process::parent_id()
}

/// std does not tell it on this system.
#[cfg(not(unix))]
fn parent() -> u32 {
    0
}
