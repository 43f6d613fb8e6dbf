//! What a pool can have done. A job is a word, then what it needs.

use std::{
    io::{self, Write},
    net::TcpStream,
    process::{self, ExitCode},
};

use ::kit::{
    process::{LARGEST, read_frame, write_frame},
    roll_call::report,
};

/// How a job ends.
enum Done {
    Answer(Vec<u8>),
    /// The worker dies, after this part of an answer.
    Dies(&'static [u8], u8),
}

/// Works until one of the jobs kills it, or until there are no more; then it does `last`.
pub(crate) fn work(last: impl FnOnce()) -> io::Result<ExitCode> {
    let mut input = io::stdin().lock();
    let mut output = io::stdout().lock();
    while let Some(job) = read_frame(&mut input, LARGEST).map_err(io::Error::other)? {
        match one(&job) {
            Done::Answer(answer) => write_frame(&mut output, &answer)?,
            Done::Dies(words, code) => {
                output.write_all(words)?;
                output.flush()?;
                return Ok(code.into());
            }
        }
    }
    last();
    Ok(ExitCode::SUCCESS)
}

fn one(job: &[u8]) -> Done {
    if let Some(bytes) = job.strip_prefix(b"reverse ") {
        let mut answer = bytes.to_vec();
        answer.reverse();
        return Done::Answer(answer);
    }
    let text = String::from_utf8_lossy(job);
    let words: Vec<&str> = text.split(' ').collect();
    match words[..] {
        // Who does it.
        ["who"] => Done::Answer(process::id().to_string().into_bytes()),
        // Does not end before the test says so.
        ["stay", address] => {
            report(address);
            Done::Answer(b"stayed".to_vec())
        }
        // Lets the test count it.
        ["tell", address, word] => {
            drop(TcpStream::connect(address));
            Done::Answer(word.as_bytes().to_vec())
        }
        // So much arithmetic.
        ["mix", steps, seed] => {
            let mixed = mixed(super::number(steps), super::number(seed));
            Done::Answer(mixed.to_be_bytes().to_vec())
        }
        ["die", code] => Done::Dies(b"", super::number(code)),
        // The same, and dies.
        ["die-and-tell", address, code] => {
            drop(TcpStream::connect(address));
            Done::Dies(b"", super::number(code))
        }
        // In the middle of the answer: 9 bytes are announced, 4 come.
        ["die-answering", code] => Done::Dies(b"\0\0\0\x09half", super::number(code)),
        // Behind the answer, when nobody waits for it any more.
        ["answer-and-die", code] => Done::Dies(b"\0\0\0\x05whole", super::number(code)),
        // Announces four gigabytes, and stays.
        ["talk-nonsense"] => {
            let _ = io::stdout().write_all(&[0xff; 4]);
            let _ = io::stdout().flush();
            super::stay()
        }
        _ => Done::Dies(b"", 102),
    }
}

/// So many steps that cannot be shortened.
#[inline(never)]
fn mixed(steps: u64, seed: u64) -> u64 {
    (0..steps).fold(seed | 1, |mut state, _| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    })
}
