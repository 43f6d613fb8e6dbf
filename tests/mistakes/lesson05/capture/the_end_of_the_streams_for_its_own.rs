//! Mistake: takes the end of both streams for the program's, and waits for it without a limit.
//! Caught by: contract capture::t13_a_program_that_closes_its_outputs_and_stays_is_ended_at_the_limit
//! Says: both streams have ended; has the program?

use std::{
    io::{self, Read, Write},
    os::unix::process::ExitStatusExt,
    process::{Command, ExitStatus, Stdio},
    sync::mpsc::{self, Sender},
    thread,
    time::{Duration, Instant},
};

use kit::process::Group;

/// What a program said, and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What it wrote to its standard output.
    pub stdout: Vec<u8>,
    /// What it wrote to its standard error.
    pub stderr: Vec<u8>,
    /// How it ended.
    pub end: End,
}

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// By itself, with this exit code.
    Exited(i32),
    /// By this signal.
    Signalled(i32),
    /// It was ended at its limit.
    TimedOut,
}

enum News {
    Out(Vec<u8>),
    Err(Vec<u8>),
    Closed,
}

/// Runs `command`, with `input` as its standard input, and returns all that it says.
pub fn run(command: &mut Command, input: &[u8], limit: Duration) -> io::Result<Run> {
    let until = Instant::now().checked_add(limit);
    command.stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let (group, mut child) = Group::spawn(command)?;
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    thread::spawn(move || stdin.write_all(&input));
    let (tell, news) = mpsc::channel();
    listen(child.stdout.take().unwrap(), tell.clone(), News::Out);
    listen(child.stderr.take().unwrap(), tell, News::Err);
    let mut stdout = Vec::new();
    let mut stderr = Vec::new();
    let mut closed = 0;
    while closed < 2 {
        let next = match until {
            Some(until) => news.recv_timeout(until.saturating_duration_since(Instant::now())),
            None => news.recv().map_err(Into::into),
        };
        match next {
            Ok(News::Out(piece)) => stdout.extend(piece),
            Ok(News::Err(piece)) => stderr.extend(piece),
            Ok(News::Closed) => closed += 1,
            Err(_) => break,
        }
    }
    let end = if closed == 2 {
        end_of(child.wait()?)
    } else {
        let _ = group.kill();
        match end_of(child.wait()?) {
            End::Signalled(9) => End::TimedOut,
            end => end,
        }
    };
    Ok(Run {
        stdout,
        stderr,
        end,
    })
}

fn end_of(status: ExitStatus) -> End {
    match status.signal() {
        Some(signal) => End::Signalled(signal),
        None => End::Exited(status.code().unwrap_or(-1)),
    }
}

fn listen(mut pipe: impl Read + Send + 'static, tell: Sender<News>, news: fn(Vec<u8>) -> News) {
    thread::spawn(move || {
        let mut buffer = vec![0; 1 << 16];
        while let Ok(count @ 1..) = pipe.read(&mut buffer) {
            let _ = tell.send(news(buffer[..count].to_vec()));
        }
        let _ = tell.send(News::Closed);
    });
}
