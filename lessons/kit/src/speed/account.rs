//! Where the time of a run goes, seen from a thread that looks at all others now and then.
//!
//! This costs the machine something, so it is done after the verdict and never for it.

use std::{
    collections::BTreeMap,
    fs,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use super::{Case, Prepared, clock, measure::told};
use crate::activity::own_thread_id;

/// How often the threads are looked at. Rare enough to disturb little, often enough to miss little of a thread's end.
const LOOK: Duration = Duration::from_micros(800);

/// So many runs are told at most; the runner takes the one that the machine disturbed least.
const RUNS: u64 = 4;

/// No further run begins after this time: code that is far too slow is explained by one.
const ENOUGH: Duration = Duration::from_secs(1);

/// What is unknown is told as this.
const UNKNOWN: u64 = u64::MAX;

/// `account`: workers, wall time, what the serial code computed, processor time, the caller's processor time, run delay,
/// time asleep within workers' lives, voluntary switches, threads seen, the largest worker's processor
/// time, all workers' processor time.
pub(super) fn tell(case: &dyn Case, size: u64) {
    // Once without a watcher: the first run pays for what the system has to set up.
    case.prepare(size, 0).subject(case.workers());
    let begin = Instant::now();
    for run in 0..RUNS {
        if run > 0 && begin.elapsed() > ENOUGH {
            break;
        }
        let input = case.prepare(size, run);
        let serial = input.serial();
        told(
            "account",
            &of_a_run(&*input, case.workers(), serial.computed()),
        );
    }
}

fn of_a_run(input: &dyn Prepared, workers: usize, serial: u64) -> [u64; 11] {
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let (caller, over) = (own_thread_id(), &over);
        let watcher = scope.spawn(move || Watcher::watch(caller, over));
        // Until it looks, it is the machine's business; afterwards its cost is subtracted.
        thread::sleep(3 * LOOK);
        let (switches, own) = (clock::switches(), clock::thread_cpu());
        let span = input.subject(workers);
        let own = clock::thread_cpu()
            .zip(own)
            .map(|(after, before)| after - before);
        let switches = clock::switches()
            .zip(switches)
            .map(|(after, before)| after - before);
        over.store(true, Ordering::Relaxed);
        let seen = watcher.join().unwrap_or_default();
        // The watcher's own looks are no business of the subject's.
        let looks = span.wall / LOOK.as_nanos() as u64 + 1;
        let cpu = match span.cpu {
            0 => UNKNOWN,
            cpu => cpu.saturating_sub(looks * seen.cost),
        };
        let switches = switches.map_or(UNKNOWN, |switches| switches.saturating_sub(looks));
        let head = [
            workers as u64,
            span.wall,
            serial,
            cpu,
            own.unwrap_or(UNKNOWN),
        ];
        let tail = seen.numbers(switches);
        let mut all = [0; 11];
        all[..5].copy_from_slice(&head);
        all[5..].copy_from_slice(&tail);
        all
    })
}

/// What was seen of all threads but the watcher itself.
#[derive(Debug, Default)]
struct Watcher {
    /// By the kernel's number: the last thread that had it.
    threads: BTreeMap<u32, Seen>,
    /// Those whose number belongs to another one by now.
    gone: Vec<Seen>,
    /// Nanoseconds of processor time that a look takes.
    cost: u64,
}

#[derive(Debug)]
struct Seen {
    caller: bool,
    first: (Instant, Times),
    last: (Instant, Times),
}

/// Nanoseconds on a processor, and ready but without one.
#[derive(Clone, Copy, Debug, Default)]
struct Times {
    cpu: u64,
    delay: u64,
}

impl Watcher {
    fn watch(caller: Option<u32>, over: &AtomicBool) -> Self {
        let me = own_thread_id();
        let mut watcher = Self::default();
        let (begin, mut looks) = (clock::thread_cpu(), 0);
        while !over.load(Ordering::Relaxed) {
            watcher.look(caller, me);
            looks += 1;
            thread::sleep(LOOK);
        }
        if let Some((after, before)) = clock::thread_cpu().zip(begin) {
            watcher.cost = (after - before) / looks.max(1);
        }
        watcher
    }

    fn look(&mut self, caller: Option<u32>, me: Option<u32>) {
        let now = Instant::now();
        let tasks = fs::read_dir("/proc/self/task").into_iter().flatten();
        for task in tasks.flatten() {
            let id = task.file_name().to_str().and_then(|id| id.parse().ok());
            if id.is_none() || id == me {
                continue;
            }
            let stat = fs::read_to_string(task.path().join("schedstat"));
            let times = stat.ok().as_deref().and_then(times);
            if let Some((id, times)) = id.zip(times) {
                self.note(id, Some(id) == caller, (now, times));
            }
        }
    }

    /// A thread has had these times. Who starts thousands of threads gets numbers for the second time: times that went
    /// down are another thread's.
    fn note(&mut self, id: u32, caller: bool, now: (Instant, Times)) {
        match self.threads.get_mut(&id) {
            Some(seen) if seen.last.1.cpu <= now.1.cpu && seen.last.1.delay <= now.1.delay => {
                seen.last = now;
            }
            _ => {
                let seen = Seen {
                    caller,
                    first: now,
                    last: now,
                };
                self.gone.extend(self.threads.insert(id, seen));
            }
        }
    }

    /// Run delay, time asleep, switches, threads, the largest worker's processor time, all workers'.
    fn numbers(&self, switches: u64) -> [u64; 6] {
        if self.threads.is_empty() {
            return [UNKNOWN, UNKNOWN, switches, UNKNOWN, UNKNOWN, UNKNOWN];
        }
        let delay = |seen: &Seen| {
            // A worker's delay before it was first seen counts, the caller's does not.
            let before = if seen.caller { seen.first.1.delay } else { 0 };
            seen.last.1.delay - before
        };
        let asleep = |seen: &&Seen| {
            let alive = seen.last.0.duration_since(seen.first.0).as_nanos() as u64;
            let (first, last) = (seen.first.1, seen.last.1);
            alive.saturating_sub(last.cpu - first.cpu + last.delay - first.delay)
        };
        let all = || self.threads.values().chain(&self.gone);
        let workers = || all().filter(|seen| !seen.caller);
        let cpu = || workers().map(|seen| seen.last.1.cpu);
        [
            all().map(delay).sum(),
            workers().map(|seen| asleep(&seen)).sum(),
            switches,
            workers().count() as u64,
            cpu().max().unwrap_or(0),
            cpu().sum(),
        ]
    }
}

/// `schedstat`: nanoseconds on a processor, nanoseconds of waiting for one, time slices.
fn times(schedstat: &str) -> Option<Times> {
    let mut words = schedstat.split_whitespace();
    Some(Times {
        cpu: words.next()?.parse().ok()?,
        delay: words.next()?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::{Times, UNKNOWN, Watcher};

    #[test]
    fn threads_of_one_number_are_told_apart() {
        let mut watcher = Watcher::default();
        let now = Instant::now();
        for (id, cpu, delay) in [
            (1, 5, 0),
            (7, 10, 1),
            (7, 30, 2),
            (7, 4, 0),
            (1, 6, 0),
            (7, 5, 3),
        ] {
            watcher.note(id, id == 1, (now, Times { cpu, delay }));
        }
        let [delay, _, _, threads, most, shares] = watcher.numbers(UNKNOWN);
        assert_eq!((delay, threads, most, shares), (2 + 3, 2, 30, 30 + 5));
    }
}
