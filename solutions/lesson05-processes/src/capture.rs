//! Exercise `capture`: a program's whole conversation, whatever the program does.

use std::{io, process::Command, time::Duration};
//# solution:
use std::{
    io::{Read, Write},
    process::{Child, ExitStatus, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread,
    time::Instant,
};
//# end

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
    /// By this signal, which somebody else had sent. Only Unix has signals.
    Signalled(i32),
    /// It still lived at its limit, and was ended.
    TimedOut,
}

/// Runs `command` as the first process of a new [`Group`], with `input` as its standard input, and returns all that it says.
///
/// * Size: input and both outputs may have any size, whatever the order in which the program reads and writes.
/// * Input: the program's input ends after `input`. A program that ends without having read it all is no error.
/// * Output: the two streams stay apart, each in its order.
/// * Limit: after `limit`, counted from the start, every process of the group is ended that is still there, and this returns
///   with what has been said by then, also when somebody who has left the group keeps a stream open.
///   `Duration::MAX` is no limit.
/// * Reaped: when this returns, the program has ended and was waited for.
/// * Blocking: until the program has ended and nobody has its outputs open any more, or until the limit. Waiting costs no
///   processor time to speak of.
/// * Threads and pipes: what this has started and opened is gone when it returns, or as soon as nobody else
///   holds the other ends of the pipes.
///
/// # Errors
///
/// The system's error if the program cannot be started, or if what it says cannot be read to its end; it is ended then, as at
/// the limit. Where there are no groups of processes, at the limit only the program itself is ended.
///
/// # Panics
///
/// Panics if the system refuses a thread, as [`std::thread::spawn`] does; the program is left to itself then.
pub fn run(command: &mut Command, input: &[u8], limit: Duration) -> io::Result<Run> {
    //# stub: let _ = Group::spawn; // yours: std can start a group of processes, but not end it
    //# stub: let _ = command;
    //# stub: todo!(
    //# stub:     "run it with {} bytes of input, for at most {limit:?}",
    //# stub:     input.len()
    //# stub: )
    //# solution:
    let until = Instant::now().checked_add(limit); // `None`: so far away that nobody will see it
    command.stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let (group, mut child) = Group::spawn(command)?;

    // No thread is joined: whoever keeps a pipe open would keep us waiting, too. They end with their pipes.
    let (tell, news) = mpsc::channel();
    feed(child.stdin.take(), input.to_vec());
    listen(child.stdout.take(), tell.clone(), News::Stdout);
    listen(child.stderr.take(), tell, News::Stderr);
    let mut run = Run {
        stdout: Vec::new(),
        stderr: Vec::new(),
        end: End::TimedOut,
    };
    let over =
        collect(&news, &mut run, until).and_then(|ended| Ok(ended && ends(&mut child, until)?));
    if matches!(over, Ok(true)) {
        run.end = end_of(child.wait()?);
        return Ok(run);
    }
    let had_ended = cfg!(not(unix)) && child.try_wait()?.is_some(); // on Unix its signal will tell
    // First kill, then collect: until the child is collected, its group's number belongs to nobody else.
    let killed = group.kill().or_else(|_| child.kill());
    let status = child.wait()?;
    over.and(killed)?;
    if had_ended || (cfg!(unix) && signal_of(status) != Some(9)) {
        run.end = end_of(status); // it had ended before, and somebody else kept a stream open
    }
    Ok(run)
    //# end
}
//# solution:

/// What a reader has found.
enum News {
    Stdout(Piece),
    Stderr(Piece),
}

/// A piece of output; an empty one at its end.
type Piece = io::Result<Vec<u8>>;

/// Writes everything and closes the pipe. A program that does not want it all closes its end: no error.
fn feed(pipe: Option<impl Write + Send + 'static>, input: Vec<u8>) {
    thread::spawn(move || pipe.map(|mut pipe| pipe.write_all(&input)));
}

/// Tells piece by piece what comes, so that at the limit all is known that has come by then.
fn listen(pipe: Option<impl Read + Send + 'static>, tell: Sender<News>, news: fn(Piece) -> News) {
    thread::spawn(move || {
        let mut buffer = vec![0; 1 << 16];
        let Some(mut pipe) = pipe else { return };
        loop {
            let piece = match pipe.read(&mut buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read.map(|count| buffer[..count].to_vec()),
            };
            let more = piece.as_ref().is_ok_and(|piece| !piece.is_empty());
            if tell.send(news(piece)).is_err() || !more {
                return; // nobody wants to know any more, or nothing will come
            }
        }
    });
}

/// Collects until both streams have ended. Returns whether they did, or the limit came first.
fn collect(news: &Receiver<News>, run: &mut Run, until: Option<Instant>) -> io::Result<bool> {
    let mut open = 2;
    while open > 0 {
        let (stream, piece) = match receive(news, until) {
            Ok(News::Stdout(piece)) => (&mut run.stdout, piece?),
            Ok(News::Stderr(piece)) => (&mut run.stderr, piece?),
            Err(error) => return Ok(error == RecvTimeoutError::Disconnected),
        };
        if piece.is_empty() {
            open -= 1;
        }
        stream.extend(piece);
    }
    Ok(true)
}

fn receive(news: &Receiver<News>, until: Option<Instant>) -> Result<News, RecvTimeoutError> {
    let Some(until) = until else {
        return news.recv().map_err(|_| RecvTimeoutError::Disconnected);
    };
    let left = until.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return Err(RecvTimeoutError::Timeout); // also if there is more: a program that talks for ever always has more
    }
    news.recv_timeout(left)
}

/// Whether the child, which has closed its outputs, ends before the limit. Most often it has ended already; one that lives on
/// without a voice is asked now and then, since std can wait for a child only without a limit.
fn ends(child: &mut Child, until: Option<Instant>) -> io::Result<bool> {
    let mut pause = Duration::from_micros(100);
    while child.try_wait()?.is_none() {
        if until.is_some_and(|until| Instant::now() >= until) {
            return Ok(false);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
    Ok(true)
}

fn end_of(status: ExitStatus) -> End {
    match (status.code(), signal_of(status)) {
        (_, Some(signal)) => End::Signalled(signal),
        (code, None) => End::Exited(code.unwrap_or(-1)),
    }
}

#[cfg(unix)]
fn signal_of(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal_of(_: ExitStatus) -> Option<i32> {
    None
}
//# end
