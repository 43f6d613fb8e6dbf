//! The child in this lesson's tests. It is given: read it to see what happens in the other house.

mod family;
mod talk;

use std::{
    env, fs,
    io::{self, Write},
    process::{self, ExitCode},
};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    // Where an exercise decides on the arguments, a test tells its wishes in files of the current folder.
    if let Some(address) = wish("roll-call") {
        ::kit::roll_call::report(&address); // and stays until the test has seen all of them
    }
    let done = match arguments[..] {
        ["report", number] => report(number),
        ["add", share] => add(share),
        ["say", code] => talk::say(code),
        ["flood", first, bytes] => talk::flood(first, bytes),
        ["copy"] => talk::copy(),
        ["stay", address] => family::stay(address),
        ["stay-silently", address] => family::stay_silently(address),
        ["stay-without-outputs", address] => family::stay_without_outputs(address),
        ["stay-with-a-child", address] => family::stay_with_a_child(address),
        ["leave-a-child", address] => family::leave_a_child(address),
        ["leave-a-runaway", address] => family::leave_a_runaway(address),
        _ => Err(io::Error::other(format!("no worker does {arguments:?}"))),
    };
    done.unwrap_or_else(|error| {
        // That nobody listens any more is the parent's business.
        if error.kind() != io::ErrorKind::BrokenPipe {
            eprintln!("worker: {error}");
        }
        ExitCode::from(101)
    })
}

/// What a test asks for, if it asks for it.
fn wish(file: &str) -> Option<String> {
    fs::read_to_string(file).ok()
}

/// Whether a test wants this child, of all its children, to do it.
fn is_wanted(file: &str, child: &str) -> bool {
    wish(file).is_some_and(|wanted| wanted == child)
}

/// Says who it is, stays until its input ends, and ends with its number as exit code.
fn report(number: &str) -> io::Result<ExitCode> {
    if is_wanted("mute", number) {
        return Ok(ExitCode::SUCCESS);
    }
    if !input_is_a_pipe() {
        let problem = "my standard input is no pipe, so my parent has no way to let me end";
        return Err(io::Error::other(problem));
    }
    let line = wish("line").filter(|_| number == "1");
    let line = line.unwrap_or_else(|| format!("{} {}", process::id(), parent()));
    writeln!(io::stdout(), "{line}")?;
    io::copy(&mut io::stdin(), &mut io::sink())?;
    Ok(code(number)?.into())
}

/// Whether somebody holds the other end of its input. Where the system does not tell, it is believed.
fn input_is_a_pipe() -> bool {
    let input = fs::read_link("/proc/self/fd/0");
    input.map_or(true, |input| input.to_string_lossy().starts_with("pipe:"))
}

/// Has the exercise count one share, and as much more as a test wants each child to find.
fn add(share: &str) -> io::Result<ExitCode> {
    let number = share.parse::<u64>().map_err(io::Error::other)?;
    let more = wish("more").map_or(Ok(0), |more| more.parse::<u64>());
    ::lesson05::own_memory::add(number + more.map_err(io::Error::other)?)?;
    if is_wanted("fails", share) {
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

fn code(text: &str) -> io::Result<u8> {
    text.parse().map_err(io::Error::other)
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
