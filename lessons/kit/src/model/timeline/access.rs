//! Reads and writes of shared values, whatever guards them.

use crate::model::log::{Log, What};

/// One read or write.
#[derive(Clone, Debug)]
pub(super) struct Access {
    pub(super) thread: usize,
    pub(super) object: usize,
    pub(super) event: usize,
    /// The value found or left, where it can be shown.
    pub(super) value: Option<String>,
    pub(super) writes: bool,
    /// Accesses with the same number are one step to all others: made under one lock, or by one
    /// read-modify-write. It is the event that began the step.
    pub(super) step: usize,
}

/// All of them, in order. Taking a lock reads what it guards.
pub(super) fn accesses(log: &Log) -> Vec<Access> {
    let mut found = Vec::new();
    // The step in which each thread holds each lock.
    let mut open: Vec<(usize, usize, usize)> = Vec::new();
    for (index, event) in log.events.iter().enumerate() {
        let Some(object) = event.object else { continue };
        let thread = event.thread;
        let mut push = |object, value: &Option<String>, writes, step| {
            found.push(Access {
                thread,
                object,
                event: index,
                value: value.clone(),
                writes,
                step,
            });
        };
        match event.what {
            What::Load | What::ExchangeFailed { .. } | What::CellRead => {
                push(object, &event.before, false, index)
            }
            What::Store | What::CellWrite => push(object, &event.after, true, index),
            What::ReadModifyWrite(_) | What::Exchanged => {
                push(object, &event.before, false, index);
                push(object, &event.after, true, index);
            }
            What::Lock | What::TryLock | What::ReadLock | What::WriteLock => {
                push(object, &event.before, false, index);
                open.push((thread, object, index));
            }
            What::Woken { mutex, .. } => {
                push(mutex, &event.before, false, index);
                open.push((thread, mutex, index));
            }
            What::Unlock | What::WriteUnlock | What::ReadUnlock | What::Wait { .. } => {
                let object = if let What::Wait { mutex } = event.what {
                    mutex
                } else {
                    object
                };
                let held = open
                    .iter()
                    .rposition(|(by, of, _)| (*by, *of) == (thread, object))
                    .map(|held| open.remove(held).2);
                if event.wrote {
                    push(object, &event.after, true, held.unwrap_or(index));
                }
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::accesses;
    use crate::model::timeline::scene::Scene;

    #[test]
    fn what_happens_under_one_lock_is_one_step() {
        let mut scene = Scene::new("let total = Mutex::new(0);");
        let total = scene.mutex("Mutex::new");
        scene
            .lock(0, total, "0")
            .wrote(0, total, "0", "1")
            .lock(0, total, "1")
            .unlock(0, total, "1");
        let found: Vec<_> = accesses(scene.log())
            .into_iter()
            .map(|a| (a.event, a.writes, a.step, a.value.unwrap_or_default()))
            .collect();
        assert_eq!(
            found,
            [
                (0, false, 0, "0".into()),
                (1, true, 0, "1".into()),
                (2, false, 2, "1".into())
            ]
        );
    }
}
