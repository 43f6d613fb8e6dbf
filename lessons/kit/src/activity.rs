//! What the threads of a process are doing: who runs, who waits, who only sleeps for a while.
//!
//! Linux tells it in `/proc`; elsewhere there is nothing to see and every reading is `None`.
//!
//! A process stands still when none of its threads has used a processor between two looks and all of them
//! are asleep. A thread that sleeps with a time limit (`thread::sleep`, `recv_timeout`) will go on
//! by itself, so a process with such a thread is not stuck, however still it stands.

use std::{fs, path::PathBuf, time::Duration, time::Instant};

/// One reading of all threads of a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// The threads, in no particular order.
    pub threads: Vec<ThreadActivity>,
}

/// What one thread is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadActivity {
    /// The kernel's number of the thread.
    pub id: u32,
    /// The first 15 bytes of its name.
    pub name: String,
    /// Time spent on a processor so far, in nanoseconds.
    pub cpu_ns: u64,
    /// Whether it is asleep (not running and not waiting for a processor).
    pub asleep: bool,
    /// Whether what it waits for has a time limit; `None` where the kernel does not tell.
    pub timed: Option<bool>,
}

impl Activity {
    /// Reads the threads of process `pid`, or of this process.
    ///
    /// `None` if there is no such process or no way to look at it.
    pub fn of(pid: Option<u32>) -> Option<Self> {
        let tasks = match pid {
            Some(pid) => PathBuf::from(format!("/proc/{pid}/task")),
            None => PathBuf::from("/proc/self/task"),
        };
        let threads: Vec<_> = fs::read_dir(tasks)
            .ok()?
            .flatten()
            .filter_map(|task| {
                let read = |file: &str| fs::read_to_string(task.path().join(file)).ok();
                let stat = read("stat")?;
                if matches!(state(&stat), Some('Z' | 'X')) {
                    return None; // it has ended, and only waits to be collected
                }
                Some(ThreadActivity {
                    id: task.file_name().to_str()?.parse().ok()?,
                    name: read("comm")?.trim_end().to_owned(),
                    cpu_ns: read("schedstat")?.split(' ').next()?.parse().ok()?,
                    asleep: is_asleep(&stat),
                    timed: read("syscall").as_deref().and_then(waits_with_a_limit),
                })
            })
            .collect();
        (!threads.is_empty()).then_some(Self { threads })
    }

    /// Adds the threads of all processes that descend from process `pid`, or from this one: who waits for a child is
    /// stuck only if the child is, too.
    pub fn with_descendants(mut self, pid: Option<u32>) -> Self {
        for id in descendants_of(pid.unwrap_or_else(std::process::id)) {
            let of_child = Self::of(Some(id));
            self.threads
                .extend(of_child.into_iter().flat_map(|of_child| of_child.threads));
        }
        self
    }

    /// The same without one thread: a watcher does not count itself.
    pub fn without(mut self, id: Option<u32>) -> Self {
        self.threads.retain(|thread| Some(thread.id) != id);
        self
    }
}

/// `S` alone: a thread that waits for a disk (`D`) goes on by itself.
pub(crate) fn is_asleep(stat: &str) -> bool {
    state(stat) == Some('S')
}

/// The state is the first field after the name, which stands in parentheses and may hold anything.
fn state(stat: &str) -> Option<char> {
    stat.rsplit(')').next()?.trim_start().chars().next()
}

/// Reads a line of `/proc/…/syscall`: the call's number and its arguments in hexadecimal.
///
/// A socket's own limit (`set_read_timeout`) is no argument: such a read looks like one that waits for ever.
pub(crate) fn waits_with_a_limit(line: &str) -> Option<bool> {
    // Numbers for x86_64 and aarch64; the latter has no `poll`.
    const X86: bool = cfg!(target_arch = "x86_64");
    const FUTEX: &str = if X86 { "202" } else { "98" };
    const NANOSLEEP: &str = if X86 { "35" } else { "101" };
    const CLOCK_NANOSLEEP: &str = if X86 { "230" } else { "115" };
    const POLL: &str = if X86 { "7" } else { "none" };
    const PPOLL: &str = if X86 { "271" } else { "73" };
    let mut words = line.split_whitespace();
    match words.next()? {
        "running" => None,
        NANOSLEEP | CLOCK_NANOSLEEP => Some(true),
        // futex(address, operation, value, time limit, …): a null pointer waits for ever.
        FUTEX => words.nth(3).map(|limit| limit != "0x0"),
        // poll(descriptors, how many, milliseconds): a negative number waits for ever.
        POLL => {
            let limit = words.nth(2)?.strip_prefix("0x")?;
            let limit = u64::from_str_radix(limit, 16).ok()?;
            Some(limit as i32 >= 0)
        }
        // ppoll(descriptors, how many, time limit, …): a null pointer waits for ever.
        PPOLL => words.nth(2).map(|limit| limit != "0x0"),
        _ => Some(false),
    }
}

/// The numbers of a process's children. Empty if there is no such process, or where the system does not show it.
pub fn children_of(id: u32) -> Vec<u32> {
    let tasks = fs::read_dir(format!("/proc/{id}/task"));
    let lists = tasks
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|task| fs::read_to_string(task.path().join("children")).ok());
    let ids = |list: String| -> Vec<u32> {
        let words = list.split_whitespace();
        words.filter_map(|id| id.parse().ok()).collect()
    };
    lists.flat_map(ids).collect()
}

/// Its children, their children, and so on. Whoever has lost its parent has another one by now, and is not found.
pub fn descendants_of(id: u32) -> Vec<u32> {
    let mut found = Vec::new();
    let mut next = children_of(id);
    while let Some(id) = next.pop() {
        found.push(id);
        next.extend(children_of(id));
    }
    found
}

/// The state of a process, as Linux shows it: `R`, `S`, `Z`, …; `None` if there is no such process.
pub(crate) fn state_of(id: u32) -> Option<char> {
    state(&fs::read_to_string(format!("/proc/{id}/stat")).ok()?)
}

/// Tells how long a process has been standing still, from readings taken now and then.
#[derive(Debug, Default)]
pub struct Stillness {
    since: Option<(Instant, u64)>,
}

impl Stillness {
    /// Takes one reading. Returns for how long nothing has moved, or `None` while
    /// something moves or will move by itself.
    pub fn look(&mut self, activity: &Activity) -> Option<Duration> {
        let stuck = activity
            .threads
            .iter()
            .all(|thread| thread.asleep && thread.timed != Some(true));
        let spent = activity.threads.iter().map(|thread| thread.cpu_ns).sum();
        match self.since {
            Some((since, before)) if stuck && before == spent => Some(since.elapsed()),
            _ => {
                self.since = stuck.then(|| (Instant::now(), spent));
                None
            }
        }
    }
}

/// The kernel's number of the calling thread, where it can be had.
pub fn own_thread_id() -> Option<u32> {
    let link = fs::read_link("/proc/thread-self").ok()?;
    link.file_name()?.to_str()?.parse().ok()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::{Activity, Stillness, is_asleep, own_thread_id, waits_with_a_limit};
    use std::{sync::mpsc, thread, time::Duration};

    #[test]
    fn a_name_with_parentheses_does_not_hide_the_state() {
        assert!(is_asleep("7 (a) b) S 1 2"));
        assert!(!is_asleep("7 (S) R 1 2"));
    }

    #[test]
    #[cfg(target_arch = "x86_64")]
    fn a_futex_without_a_limit_is_told_from_one_with() {
        let wait = "202 0x7f00 0x189 0x2 0x0 0x0 0xffffffff 0x7ffc 0x7f01";
        assert_eq!(waits_with_a_limit(wait), Some(false));
        assert_eq!(
            waits_with_a_limit(&wait.replacen("0x0", "0x7ffd", 1)),
            Some(true)
        );
        assert_eq!(
            waits_with_a_limit("230 0x0 0x0 0x7ffc 0x7ffc 0x0 0x0 0x1 0x2"),
            Some(true)
        );
        assert_eq!(waits_with_a_limit("running"), None);
    }

    #[test]
    #[cfg(target_arch = "x86_64")]
    fn a_poll_without_a_limit_is_told_from_one_with() {
        for (limit, has_one) in [
            ("0xffffffff", false),
            ("0xffffffffffffffff", false),
            ("0x3e8", true),
        ] {
            let poll = format!("7 0x7ffc 0x1 {limit} 0x0 0x0 0x0 0x7ffc 0x7f01");
            assert_eq!(waits_with_a_limit(&poll), Some(has_one), "{limit}");
        }
        for (limit, has_one) in [("0x0", false), ("0x7ffd", true)] {
            let ppoll = format!("271 0x7ffc 0x1 {limit} 0x0 0x8 0x0 0x7ffc 0x7f01");
            assert_eq!(waits_with_a_limit(&ppoll), Some(has_one), "{limit}");
        }
    }

    #[test]
    fn a_thread_that_waits_for_ever_is_told_from_one_that_runs() {
        let _case = crate::case!();
        let (stop, stopped) = mpsc::channel::<()>();
        let (tell, told) = mpsc::channel();
        let waiter = thread::spawn(move || {
            tell.send(own_thread_id()).unwrap();
            let _ = stopped.recv();
        });
        let other = told
            .recv()
            .unwrap()
            .expect("Linux tells a thread its number");
        let me = own_thread_id();
        let mut stillness = Stillness::default();
        let waits = (0..200).any(|_| {
            thread::sleep(Duration::from_millis(10));
            let mut activity = Activity::of(None).expect("Linux shows its threads");
            assert_eq!(stillness.look(&activity), None, "this thread runs");
            activity.threads.retain(|thread| thread.id == other);
            activity.threads[0].asleep && activity.threads[0].timed == Some(false)
        });
        drop(stop);
        waiter.join().unwrap();
        assert!(waits, "a thread in recv() was never seen waiting");
        assert!(me.is_some_and(|me| me != other));
    }
}
