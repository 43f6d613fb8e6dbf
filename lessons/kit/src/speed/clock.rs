//! Time on the wall and time on processors.

use std::time::Instant;

/// How long something took. In nanoseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// By the clock on the wall.
    pub wall: u64,
    /// On processors, all threads of the process together, and the children that it has waited for; 0 where the system does
    /// not tell.
    pub cpu: u64,
}

impl Span {
    /// Times `work`, and returns what it returns.
    pub fn of<R>(work: impl FnOnce() -> R) -> (Self, R) {
        let cpu = process_cpu();
        let begin = Instant::now();
        let result = work();
        let wall = nanoseconds(begin);
        let cpu = process_cpu()
            .zip(cpu)
            .map_or(0, |(after, before)| after - before);
        (Self { wall, cpu }, result)
    }

    /// The same for work of the calling thread alone: what other threads of the process do meanwhile, such as
    /// those that a learner's code has left behind, does not count.
    pub fn of_one_thread<R>(work: impl FnOnce() -> R) -> (Self, R) {
        let cpu = thread_cpu();
        let begin = Instant::now();
        let result = work();
        let wall = nanoseconds(begin);
        let cpu = thread_cpu()
            .zip(cpu)
            .map_or(0, |(after, before)| after - before);
        (Self { wall, cpu }, result)
    }

    /// No longer than so many nanoseconds.
    pub(super) fn at_most(self, nanoseconds: u64) -> Self {
        Self {
            wall: self.wall.min(nanoseconds),
            cpu: self.cpu.min(nanoseconds),
        }
    }

    /// How long one thread computed: what others do with the machine does not count, where the system tells.
    pub(super) fn computed(self) -> u64 {
        match self.cpu {
            0 => self.wall,
            cpu => cpu,
        }
    }
}

/// Nanoseconds since then.
pub(super) fn nanoseconds(begin: Instant) -> u64 {
    u64::try_from(begin.elapsed().as_nanos()).unwrap_or(u64::MAX)
}

/// Nanoseconds that this process has spent on processors, threads that have ended and children that were waited for
/// included.
pub(super) fn process_cpu() -> Option<u64> {
    Some(system::cpu(system::PROCESS)? + system::children_cpu()?)
}

/// Nanoseconds that the calling thread has spent on processors.
pub(super) fn thread_cpu() -> Option<u64> {
    system::cpu(system::THREAD)
}

/// How often threads of this process have gone to sleep so far, threads that have ended included.
pub(super) fn switches() -> Option<u64> {
    system::switches()
}

/// The kit depends on nothing, so that the lessons build fast: two calls of the C library, which std links anyway.
#[cfg(all(
    any(target_os = "linux", target_os = "macos"),
    target_pointer_width = "64"
))]
mod system {
    use std::ffi::{c_int, c_long};

    pub(super) const PROCESS: c_int = if cfg!(target_os = "macos") { 12 } else { 2 };
    pub(super) const THREAD: c_int = if cfg!(target_os = "macos") { 16 } else { 3 };
    const SELF: c_int = 0;
    const CHILDREN: c_int = -1;

    /// `struct timespec` of 64-bit systems.
    #[repr(C)]
    #[derive(Default)]
    struct Timespec {
        seconds: i64,
        nanoseconds: c_long,
    }

    /// `struct timeval` of 64-bit systems; macOS leaves the upper half of the microseconds as it was.
    #[repr(C)]
    #[derive(Default)]
    struct Timeval {
        seconds: i64,
        microseconds: i64,
    }

    /// `struct rusage` of 64-bit systems: the times of the program and of the system for it, then 14 counters.
    #[repr(C)]
    #[derive(Default)]
    struct Usage {
        times: [Timeval; 2],
        counters: [c_long; 14],
    }

    /// Where `ru_nvcsw` stands among the counters.
    const VOLUNTARY: usize = 12;

    unsafe extern "C" {
        fn clock_gettime(clock: c_int, time: *mut Timespec) -> c_int;
        fn getrusage(who: c_int, usage: *mut Usage) -> c_int;
    }

    pub(super) fn cpu(clock: c_int) -> Option<u64> {
        let mut time = Timespec::default();
        // SAFETY: `time` is valid for writes and laid out as the system's `struct timespec`.
        let code = unsafe { clock_gettime(clock, &raw mut time) };
        let seconds = u64::try_from(time.seconds).ok()?;
        let nanoseconds = u64::try_from(time.nanoseconds).ok()?;
        (code == 0).then_some(seconds * 1_000_000_000 + nanoseconds)
    }

    pub(super) fn children_cpu() -> Option<u64> {
        let times = usage(CHILDREN)?.times.map(|time| {
            let microseconds = time.microseconds & i64::from(u32::MAX);
            u64::try_from(time.seconds * 1_000_000_000 + microseconds * 1_000).ok()
        });
        times.into_iter().sum()
    }

    pub(super) fn switches() -> Option<u64> {
        u64::try_from(usage(SELF)?.counters[VOLUNTARY]).ok()
    }

    fn usage(who: c_int) -> Option<Usage> {
        let mut usage = Usage::default();
        // SAFETY: `usage` is valid for writes and as large as the system's `struct rusage`.
        let code = unsafe { getrusage(who, &raw mut usage) };
        (code == 0).then_some(usage)
    }
}

#[cfg(not(all(
    any(target_os = "linux", target_os = "macos"),
    target_pointer_width = "64"
)))]
mod system {
    pub(super) const PROCESS: i32 = 0;
    pub(super) const THREAD: i32 = 0;

    pub(super) fn cpu(_: i32) -> Option<u64> {
        None
    }

    pub(super) fn children_cpu() -> Option<u64> {
        None
    }

    pub(super) fn switches() -> Option<u64> {
        None
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::{Span, process_cpu, switches, system, thread_cpu};
    use std::{hint::black_box, process::Command, thread, time::Duration};

    #[test]
    fn processor_time_passes_while_computing_and_not_while_sleeping() {
        let compute = || (0..2_000_000_u64).fold(0, |sum, n| black_box(sum + n));
        let (span, _) = Span::of(|| thread::scope(|scope| scope.spawn(compute).join().unwrap()));
        assert!(
            span.cpu > 0 && span.wall > 0,
            "{span:?}: a thread that has ended counts"
        );
        let before = (thread_cpu().unwrap(), switches().unwrap());
        thread::sleep(Duration::from_millis(30));
        let after = (thread_cpu().unwrap(), switches().unwrap());
        assert!(after.0 - before.0 < 20_000_000, "asleep for 30 ms");
        assert!(after.1 > before.1, "it went to sleep");
        assert!(process_cpu() >= thread_cpu());
    }

    #[test]
    fn children_count_when_they_have_been_waited_for() {
        #[expect(clippy::disallowed_methods, reason = "the kit measures a child")]
        let mut shell = Command::new("sh");
        shell.args(["-c", "i=0; while [ $i -lt 100000 ]; do i=$((i + 1)); done"]);
        let before = system::children_cpu().unwrap();
        let mut child = shell.spawn().expect("there is a shell");
        assert!(child.wait().is_ok_and(|status| status.success()));
        let burnt = system::children_cpu().unwrap() - before;
        assert!(
            burnt > 3_000_000,
            "{burnt} ns for a hundred thousand turns of a shell"
        );
    }
}
