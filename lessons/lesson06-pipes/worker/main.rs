//! The child in this lesson's tests. It is given: read it, and see what the other house does.
//!
//! It stands on the kit's own frames, so that yours are judged by somebody else's.

mod jobs;

use std::{
    env,
    io::{self, Write},
    process::{self, ExitCode},
    thread,
    time::Duration,
};

use ::kit::process::{LARGEST, read_frame, serve, write_frame};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        ["echo"] => serve(<[u8]>::to_vec).map(|()| ExitCode::SUCCESS),
        ["talks-first", count, length] => talk_first(number(count), number(length)),
        ["ends-after", count, code] => end_after(number(count), number(code)),
        ["ends-with-its-input", code] => end_after(usize::MAX, number(code)),
        ["leaves-messages", count, length] => leave(number(count), number(length)),
        ["has-the-last-word", count, length] => {
            end_after(usize::MAX, 0).and_then(|_| leave(number(count), number(length)))
        }
        ["half-a-frame"] => half_a_frame(100, 10),
        ["nonsense"] => half_a_frame(u32::MAX, 0).and_then(|_| end_after(usize::MAX, 0)),
        ["deaf"] => stay(),
        ["works"] => jobs::work(|| ()),
        ["works-and-stays"] => jobs::work(|| stay()),
        _ => Err(io::Error::other(format!(
            "this worker knows no {arguments:?}"
        ))),
    };
    done.unwrap_or_else(|error| {
        eprintln!("worker: {error}");
        ExitCode::from(101)
    })
}

fn number<N: std::str::FromStr + Default>(word: &str) -> N {
    word.parse().unwrap_or_default()
}

/// Never ends by itself, whatever becomes of its pipes; only not to outlive a test that has failed.
#[expect(
    clippy::disallowed_methods,
    reason = "called in the middle of everything; nobody is left to be told anything, and a worker has no verdict"
)]
fn stay() -> ! {
    let parent = parent();
    while parent == self::parent() {
        thread::sleep(Duration::from_millis(200));
    }
    process::exit(101)
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

/// Sends so many frames before it reads anything; then answers each frame with its length in words.
fn talk_first(count: usize, length: usize) -> io::Result<ExitCode> {
    leave(count, length)?;
    serve(|frame| format!("{} bytes", frame.len()).into_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Reads so many frames, or fewer if there are no more, and ends with this code.
fn end_after(count: usize, code: u8) -> io::Result<ExitCode> {
    let mut input = io::stdin().lock();
    for _ in 0..count {
        if read_frame(&mut input, LARGEST)
            .map_err(io::Error::other)?
            .is_none()
        {
            break;
        }
    }
    Ok(code.into())
}

/// Sends so many frames, and reads nothing. If nobody takes them, that is an error.
fn leave(count: usize, length: usize) -> io::Result<ExitCode> {
    let mut output = io::stdout().lock();
    for place in 0..count {
        write_frame(&mut output, &vec![place as u8; length])?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Announces more than it sends.
fn half_a_frame(length: u32, sent: usize) -> io::Result<ExitCode> {
    let mut output = io::stdout().lock();
    output.write_all(&length.to_be_bytes())?;
    output.write_all(&vec![b'?'; sent])?;
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}
