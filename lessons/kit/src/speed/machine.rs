//! What this computer can do: its cores, and the price of a thread, a process, a lock and a pipe.

use std::{
    env,
    io::{self, Read, Write},
    process::{Child, Command, Stdio},
    sync::{
        Barrier, Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
    time::{Duration, Instant},
};

use super::{calibrator::Calibrator, clock::nanoseconds, measure::told};

/// No price is measured for longer than this.
const PATIENCE: Duration = Duration::from_millis(400);

/// Measures all of it: `cores`, then `capacity` (threads, calibrator on one thread, on so many) some times for each number
/// of threads, then `price` (which one, nanoseconds) many times each.
pub(super) fn tell() {
    let guard = crate::case::begin("speed::machine");
    let cores = thread::available_parallelism().map_or(1, usize::from);
    told("cores", &[cores as u64]);
    let calibrator = Calibrator::new();
    for _ in 0..9 {
        for threads in counts(cores) {
            let (one, many) = (calibrator.one(), calibrator.many(threads));
            told("capacity", &[threads as u64, one.wall, many.wall]);
        }
    }
    price(0, 200, &mut || _ = thread::spawn(|| {}).join());
    price(1, 30, &mut nothing);
    uncontended();
    if cores > 1 {
        contended();
    }
    handover();
    pipe();
    drop(guard);
}

/// Every number of threads up to eight, then half as many again each time, up to all cores; and twice as many as cores.
fn counts(cores: usize) -> Vec<usize> {
    let mut counts: Vec<usize> = (1..=cores.min(8)).collect();
    let mut next = 12;
    while next < cores {
        counts.push(next);
        next += next / 2;
    }
    counts.extend([cores, 2 * cores]);
    counts.dedup();
    counts
}

/// Tells the price of doing something once, up to so many times.
fn price(which: u64, times: usize, work: &mut dyn FnMut()) {
    work(); // the first time is dearer
    let since = Instant::now();
    for _ in 0..times {
        let begin = Instant::now();
        work();
        told("price", &[which, nanoseconds(begin)]);
        if since.elapsed() > PATIENCE {
            break;
        }
    }
}

/// A process that does nothing: started and waited for.
fn nothing() {
    if let Ok(mut child) = start("nothing") {
        let _ = child.wait();
    }
}

fn start(what: &str) -> io::Result<Child> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the price of a process cannot be told without one; it is this very program, and is waited for"
    )]
    let mut command = Command::new(env::current_exe()?);
    command
        .args(["machine", what])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
}

/// A lock that nobody else wants: so cheap that a thousand of them are timed at once.
fn uncontended() {
    let lock = Mutex::new(0_u64);
    for _ in 0..20 {
        let begin = Instant::now();
        for _ in 0..1_000 {
            *lock.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        }
        told("price", &[2, nanoseconds(begin) / 1_000]);
    }
}

/// A lock that two threads want all the time: how long it takes from one of them having it to the next having it, whoever that
/// is. Many times at once: the threads do not wake at the same moment, and so long one has the lock for itself.
fn contended() {
    const TIMES: u64 = 50_000;
    let lock = Mutex::new(0_u64);
    let both_are_there = Barrier::new(2);
    let work = || {
        both_are_there.wait();
        let begin = Instant::now();
        for _ in 0..TIMES {
            *lock.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        }
        (begin, Instant::now())
    };
    let since = Instant::now();
    while since.elapsed() < PATIENCE {
        let ran = thread::scope(|scope| {
            let other = scope.spawn(work);
            [Some(work()), other.join().ok()]
        });
        if let [Some((begin, end)), Some((other_begin, other_end))] = ran {
            let wall = end.max(other_end) - begin.min(other_begin);
            told("price", &[3, wall.as_nanos() as u64 / (2 * TIMES)]);
        }
    }
}

/// A rendezvous: handing something over to a thread that sleeps, and getting it back. Two hand-overs.
fn handover() {
    let (there, here) = (sync_channel(0), sync_channel(0));
    let (to, from): (SyncSender<()>, Receiver<()>) = (there.0, here.1);
    thread::scope(|scope| {
        let (tell, told) = (here.0, there.1);
        scope.spawn(
            move || {
                while told.recv().is_ok() && tell.send(()).is_ok() {}
            },
        );
        price(4, 500, &mut || {
            let _ = to.send(());
            let _ = from.recv();
        });
        drop(to);
    });
}

/// A byte through a pipe to another process, and back.
fn pipe() {
    let Ok(mut child) = start("echo") else {
        return;
    };
    if let Some((mut to, mut from)) = child.stdin.take().zip(child.stdout.take()) {
        price(5, 500, &mut || {
            let mut byte = [7];
            let _ = to
                .write_all(&byte)
                .and_then(|()| to.flush())
                .and_then(|()| from.read_exact(&mut byte));
        });
    }
    let _ = child.wait(); // its standard input is closed by now, and that is its end
}

/// The other side of the pipe.
pub(super) fn echo() {
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    let mut byte = [0];
    while input.read(&mut byte).is_ok_and(|read| read == 1) {
        if output
            .write_all(&byte)
            .and_then(|()| output.flush())
            .is_err()
        {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::counts;

    #[test]
    fn all_cores_and_twice_as_many_are_tried() {
        assert_eq!(counts(1), [1, 2]);
        assert_eq!(counts(2), [1, 2, 4]);
        assert_eq!(counts(6), [1, 2, 3, 4, 5, 6, 12]);
        assert_eq!(counts(12), [1, 2, 3, 4, 5, 6, 7, 8, 12, 24]);
        assert_eq!(
            counts(64),
            [1, 2, 3, 4, 5, 6, 7, 8, 12, 18, 27, 40, 60, 64, 128]
        );
    }
}
