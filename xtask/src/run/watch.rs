//! Watches a program until it ends, or until there is a reason to end it.

use std::{
    sync::mpsc::RecvTimeoutError,
    time::{Duration, Instant},
};

use kit::{
    activity::{Activity, Stillness},
    patience::Patience,
};

use super::{
    End, Limits, Next, Seen, Stop, interrupt,
    process::{Message, Process},
};

/// How often the runner looks when nothing is told.
const LOOK: Duration = Duration::from_millis(if cfg!(unix) { 50 } else { 10 });

/// Returns the runner's reason to end the program; `None` if it has ended by itself.
pub(super) fn watch(
    process: &mut Process,
    limits: Limits,
    stop: &Stop,
    observe: &mut dyn FnMut(Seen<'_>) -> Next,
) -> Option<End> {
    let whole = || limits.deadline.map(Patience::of);
    let mut patience = whole();
    let mut stillness = Stillness::default();
    let mut looked = Instant::now();
    loop {
        if stop.wanted() {
            return Some(End::Stopped);
        }
        let next = match process.messages.recv_timeout(LOOK) {
            Ok(Message::Ended) => return None,
            Ok(message) => process.observe(message, observe),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                observe(Seen::Nothing)
            }
        };
        match next {
            Next::GoOn => {}
            Next::Step => {
                patience = whole();
                stillness = Stillness::default();
            }
            Next::Stop => return Some(End::Stopped),
        }
        if looked.elapsed() < LOOK {
            continue;
        }
        if let Some(patience) = &mut patience {
            patience.spend(LOOK, looked);
        }
        looked = Instant::now();
        if interrupt::wanted() {
            return Some(End::Interrupted);
        }
        if process.has_ended() {
            return None;
        }
        let bytes = process.printed();
        if bytes > limits.output {
            return Some(End::Flooded { bytes });
        }
        if let Some(still) = limits.still
            && let Some(activity) = family(process.id())
            && stillness
                .look(&activity)
                .is_some_and(|for_so_long| for_so_long > still)
        {
            return Some(End::Still {
                threads: activity.threads.len(),
            });
        }
        if patience.as_ref().is_some_and(Patience::is_over) {
            return Some(End::TimeOver);
        }
    }
}

/// The threads of a process and of everything that it has started: a program that waits for its child
/// is stuck only if the child is, too. `None` where the system does not show it in full.
fn family(id: u32) -> Option<Activity> {
    let all = Activity::of(Some(id))?.with_descendants(Some(id));
    // Who sleeps for a while must be told from who sleeps for ever.
    let unclear = all
        .threads
        .iter()
        .any(|thread| thread.asleep && thread.timed.is_none());
    (!unclear).then_some(all)
}
