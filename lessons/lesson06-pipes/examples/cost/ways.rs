//! The ways in which bytes come from one hand to another.

use std::{
    env,
    io::{self, Read, Write},
    process::{ChildStdin, Command, Stdio},
    sync::{Arc, mpsc},
    thread,
};

use ::kit::process::{LARGEST, read_frame, write_frame};

/// What is to be timed: hands everything over, and returns what the receiver added up.
type Ready = Box<dyn FnOnce() -> io::Result<u64>>;

/// One way.
pub(crate) struct Way {
    pub(crate) name: &'static str,
    /// How often each byte is copied.
    pub(crate) copies: u8,
    /// Prepares all that is not to be timed.
    pub(crate) prepare: fn(&Arc<Vec<u8>>, usize) -> io::Result<Ready>,
}

pub(crate) const ALL: [Way; 7] = [
    Way {
        name: "read where it is",
        copies: 0,
        prepare: |load, _| {
            let load = Arc::clone(load);
            Ok(Box::new(move || Ok(sum(&load))))
        },
    },
    Way {
        name: "Arc, to a thread",
        copies: 0,
        prepare: |load, _| {
            let load = Arc::clone(load);
            let (give, summed) = receiver(|load: Arc<Vec<u8>>| sum(&load));
            Ok(Box::new(move || {
                hand_over(&give, load)?;
                drop(give);
                Ok(summed())
            }))
        },
    },
    Way {
        name: "channel, moved whole",
        copies: 0,
        prepare: |load, _| {
            let load = load.to_vec();
            let (give, summed) = receiver(|load: Vec<u8>| sum(&load));
            Ok(Box::new(move || {
                hand_over(&give, load)?;
                drop(give);
                Ok(summed())
            }))
        },
    },
    Way {
        name: "channel, copied in pieces",
        copies: 1,
        prepare: |load, piece| {
            let load = Arc::clone(load);
            let (give, summed) = receiver(|piece: Vec<u8>| sum(&piece));
            Ok(Box::new(move || {
                load.chunks(piece)
                    .try_for_each(|piece| hand_over(&give, piece.to_vec()))?;
                drop(give);
                Ok(summed())
            }))
        },
    },
    Way {
        name: "pipe, to a thread",
        copies: 2,
        prepare: |load, piece| {
            let load = Arc::clone(load);
            let (from, mut to) = io::pipe()?;
            let reader = thread::spawn(move || add_up(from));
            Ok(Box::new(move || {
                load.chunks(piece)
                    .try_for_each(|piece| to.write_all(piece))?;
                drop(to);
                joined(reader)
            }))
        },
    },
    Way {
        name: "pipe, to a process",
        copies: 2,
        prepare: |load, piece| to_a_process(load, piece, "bytes", ChildStdin::write_all),
    },
    Way {
        name: "frames, to a process",
        copies: 2,
        prepare: |load, piece| to_a_process(load, piece, "frames", write_frame),
    },
];

/// All bytes, added up: whoever does it has read them.
pub(crate) fn sum(bytes: &[u8]) -> u64 {
    // 255 bytes add up to less than 2^16, and small numbers are added many at a time: reading shall be cheap beside handing over.
    let small = |part: &[u8]| part.iter().fold(0, |sum: u16, byte| sum + u16::from(*byte));
    bytes.chunks(255).map(|part| u64::from(small(part))).sum()
}

/// A thread that adds up what comes through a channel, with room for eight things that wait.
fn receiver<T: Send + 'static>(one: fn(T) -> u64) -> (mpsc::SyncSender<T>, impl FnOnce() -> u64) {
    let (give, taken) = mpsc::sync_channel(8);
    let thread = thread::spawn(move || taken.into_iter().map(one).sum());
    (give, move || {
        thread.join().expect("adding up does not panic")
    })
}

fn hand_over<T>(give: &mpsc::SyncSender<T>, what: T) -> io::Result<()> {
    give.send(what)
        .map_err(|_| io::ErrorKind::BrokenPipe.into())
}

fn joined(thread: thread::JoinHandle<io::Result<u64>>) -> io::Result<u64> {
    thread.join().expect("reading does not panic")
}

fn add_up(mut from: impl Read) -> io::Result<u64> {
    let mut buffer = vec![0; 64 * 1024];
    let mut total = 0;
    loop {
        match from.read(&mut buffer)? {
            0 => return Ok(total),
            count => total += sum(&buffer[..count]),
        }
    }
}

/// This program once more plays the other process.
fn to_a_process(
    load: &Arc<Vec<u8>>,
    piece: usize,
    form: &str,
    write: fn(&mut ChildStdin, &[u8]) -> io::Result<()>,
) -> io::Result<Ready> {
    let mut child = Command::new(env::current_exe()?)
        .args(["--receive", form])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let load = Arc::clone(load);
    let ends = child.stdin.take().zip(child.stdout.take());
    let (mut to, mut from) = ends.ok_or(io::ErrorKind::BrokenPipe)?;
    let mut ready = [0];
    from.read_exact(&mut ready)?; // it has started
    Ok(Box::new(move || {
        load.chunks(piece)
            .try_for_each(|piece| write(&mut to, piece))?;
        drop(to);
        let mut total = [0; 8];
        from.read_exact(&mut total)?;
        child.wait()?;
        Ok(u64::from_be_bytes(total))
    }))
}

/// The other process: adds up what comes, and tells it.
pub(crate) fn receive() -> io::Result<()> {
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    output.write_all(b"!")?;
    output.flush()?;
    let total = match env::args().any(|word| word == "frames") {
        false => add_up(input)?,
        true => {
            let mut total = 0;
            while let Some(frame) = read_frame(&mut input, LARGEST).map_err(io::Error::other)? {
                total += sum(&frame);
            }
            total
        }
    };
    output.write_all(&total.to_be_bytes())?;
    output.flush()
}
