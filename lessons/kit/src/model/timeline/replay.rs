//! What each thread is doing at each moment: the log, played once more.

use crate::model::log::{Event, Log, Wanted, What};

/// What a thread is doing while others act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doing {
    /// Not started yet.
    Unborn,
    /// Could go on.
    Running,
    /// Has to wait.
    Waiting,
    /// Its function has returned.
    Ended,
}

/// A lock that a thread holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hold {
    pub(super) thread: usize,
    pub(super) object: usize,
    /// The event that took it.
    pub(super) since: usize,
    /// A read lock lets other readers in.
    pub(super) shared: bool,
}

/// How things stand right after an event.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    /// By thread.
    pub(super) doing: Vec<Doing>,
    pub(super) holds: Vec<Hold>,
    /// Who waits on which condition variable, the longest first.
    pub(super) waiters: Vec<(usize, usize)>,
    /// Who waits to write, and until then keeps others from reading which lock.
    pub(super) queued: Vec<(usize, usize)>,
}

/// A `Wants` event (or a `Wait`), and what came of it.
#[derive(Clone, Copy, Debug)]
struct Wish {
    event: usize,
    /// Whether the thread got it in the end.
    granted: bool,
}

/// The whole log, moment by moment.
pub(super) struct Replay {
    moments: Vec<Moment>,
    wishes: Vec<Wish>,
    start: Moment,
}

impl Replay {
    pub(super) fn of(log: &Log) -> Self {
        let start = Moment {
            doing: (0..log.threads.len())
                .map(|thread| first_doing(log, thread))
                .collect(),
            holds: Vec::new(),
            waiters: Vec::new(),
            queued: Vec::new(),
        };
        let mut player = Player {
            log,
            now: start.clone(),
            messages: vec![0; log.objects.len()],
            open: vec![None; log.threads.len()],
            wishes: Vec::new(),
        };
        let moments = (0..log.events.len())
            .map(|event| {
                player.step(event);
                player.now.clone()
            })
            .collect();
        Self {
            moments,
            wishes: player.wishes,
            start,
        }
    }

    /// How things stand after this event.
    pub(super) fn after(&self, event: usize) -> &Moment {
        self.moments.get(event).unwrap_or(&self.start)
    }

    /// How things stand before this event.
    pub(super) fn before(&self, event: usize) -> &Moment {
        event
            .checked_sub(1)
            .map_or(&self.start, |event| self.after(event))
    }

    /// How things stand when the log ends.
    pub(super) fn end(&self) -> &Moment {
        self.moments.last().unwrap_or(&self.start)
    }

    /// What a thread asked for last and never got.
    pub(super) fn stuck(&self, log: &Log, thread: usize) -> Option<usize> {
        self.wishes
            .iter()
            .rev()
            .find(|wish| !wish.granted && log.events[wish.event].thread == thread)
            .map(|wish| wish.event)
    }
}

/// A thread whose spawning is in the log starts there, any other one at once.
fn first_doing(log: &Log, thread: usize) -> Doing {
    let spawned = log
        .events
        .iter()
        .any(|event| event.what == What::Spawn(thread));
    if spawned {
        Doing::Unborn
    } else {
        Doing::Running
    }
}

impl Moment {
    /// Who keeps `thread` from getting this lock.
    pub(super) fn in_the_way(&self, object: usize, shared: bool) -> impl Iterator<Item = &Hold> {
        self.holds
            .iter()
            .filter(move |hold| hold.object == object && !(shared && hold.shared))
    }

    /// The writers behind whom a reader of this lock has to wait.
    pub(super) fn queue(&self, object: usize) -> impl Iterator<Item = usize> {
        self.queued
            .iter()
            .filter(move |(_, on)| *on == object)
            .map(|(thread, _)| *thread)
    }

    /// Whom somebody waits for who wants this lock.
    pub(super) fn waited_for(&self, object: usize, shared: bool) -> Vec<usize> {
        let holders = self.in_the_way(object, shared).map(|hold| hold.thread);
        let queue = self.queue(object).filter(|_| shared);
        holders.chain(queue).collect()
    }

    /// Whom a `notify_one` wakes: where the log does not tell, the one that has waited longest.
    pub(super) fn wakes(&self, event: &Event) -> Option<usize> {
        let mut waiters = self.waiters.iter();
        let first = waiters.find(|(_, on)| Some(*on) == event.object);
        event.wakes.or(first.map(|(thread, _)| *thread))
    }

    /// Whether a thread waits for a notification.
    pub(super) fn is_waiter(&self, thread: usize) -> bool {
        self.waiters.iter().any(|(waiter, _)| *waiter == thread)
    }

    /// The locks that a thread holds.
    pub(super) fn held_by(&self, thread: usize) -> impl Iterator<Item = &Hold> {
        self.holds.iter().filter(move |hold| hold.thread == thread)
    }
}

struct Player<'a> {
    log: &'a Log,
    now: Moment,
    /// By channel: sent and not yet received.
    messages: Vec<usize>,
    /// By thread: the wish that is open, an index into `wishes`.
    open: Vec<Option<usize>>,
    wishes: Vec<Wish>,
}

impl Player<'_> {
    fn step(&mut self, index: usize) {
        let event = &self.log.events[index];
        let thread = event.thread;
        if event.what == What::Wants(Wanted::Notification) {
            return; // the `Wait` beside it says the same
        }
        self.now.doing[thread] = Doing::Running;
        if let Some(open) = self.open[thread].take() {
            self.wishes[open].granted = true;
        }
        self.now.queued.retain(|(queued, _)| *queued != thread);
        self.locks(index);
        match event.what {
            What::Spawn(child) if child < self.now.doing.len() => {
                self.now.doing[child] = Doing::Running
            }
            What::End => self.now.doing[thread] = Doing::Ended,
            What::Wants(_) | What::Wait { .. } => {
                if event.what == What::Wants(Wanted::ReadersGone) {
                    self.now.queued.extend(event.object.map(|on| (thread, on)));
                }
                self.open[thread] = Some(self.wishes.len());
                self.wishes.push(Wish {
                    event: index,
                    granted: false,
                });
            }
            What::NotifyOne(_) => {
                if let Some(woken) = self.now.wakes(event) {
                    self.now.waiters.retain(|(thread, _)| *thread != woken);
                }
            }
            What::NotifyAll(_) => self.now.waiters.retain(|(_, on)| Some(*on) != event.object),
            What::Send => self.count(event.object, |sent| sent + 1),
            What::Receive => self.count(event.object, |sent| sent.saturating_sub(1)),
            _ => {}
        }
        self.who_waits();
    }

    fn count(&mut self, channel: Option<usize>, change: impl Fn(usize) -> usize) {
        if let Some(count) = channel.and_then(|channel| self.messages.get_mut(channel)) {
            *count = change(*count);
        }
    }

    fn locks(&mut self, index: usize) {
        let event = &self.log.events[index];
        match (&event.what, event.object) {
            (What::Lock | What::TryLock | What::WriteLock, Some(object)) => {
                self.take(index, object, false)
            }
            (What::ReadLock, Some(object)) => self.take(index, object, true),
            (What::Unlock | What::ReadUnlock | What::WriteUnlock, Some(object)) => {
                self.release(index, object)
            }
            (What::Wait { mutex }, on) => {
                self.release(index, *mutex);
                self.now.waiters.extend(on.map(|on| (event.thread, on)));
            }
            (What::Woken { mutex, .. }, _) => {
                self.now
                    .waiters
                    .retain(|(thread, _)| *thread != event.thread);
                self.take(index, *mutex, false);
            }
            _ => {}
        }
    }

    fn take(&mut self, since: usize, object: usize, shared: bool) {
        self.now.holds.push(Hold {
            thread: self.log.events[since].thread,
            object,
            since,
            shared,
        });
    }

    fn release(&mut self, index: usize, object: usize) {
        let thread = self.log.events[index].thread;
        let held = self
            .now
            .holds
            .iter()
            .rposition(|hold| hold.thread == thread && hold.object == object);
        if let Some(held) = held {
            self.now.holds.remove(held);
        }
    }

    /// Threads whose wish cannot be granted now have to wait.
    fn who_waits(&mut self) {
        for thread in 0..self.open.len() {
            let Some(open) = self.open[thread] else {
                continue;
            };
            let must_wait = self.must_wait(self.wishes[open].event);
            self.now.doing[thread] = if must_wait {
                Doing::Waiting
            } else {
                Doing::Running
            };
        }
    }

    /// Whether a thread that asks for a lock gets it in the end.
    fn is_granted(&self, wish: usize) -> bool {
        let thread = self.log.events[wish].thread;
        self.log.events[wish + 1..]
            .iter()
            .any(|later| later.thread == thread)
    }

    fn must_wait(&self, wish: usize) -> bool {
        let event = &self.log.events[wish];
        if let What::Wants(wanted) = event.what
            && let Some((lock, shared)) = event.object.zip(wanted.lock())
        {
            // Asking early for a lock that is free again in time is the same as asking later.
            return !self.is_granted(wish) && !self.now.waited_for(lock, shared).is_empty();
        }
        match (&event.what, event.object) {
            (What::Wants(Wanted::Message), Some(channel)) => self.messages.get(channel) == Some(&0),
            (What::Wants(Wanted::End(other)), _) => {
                self.now.doing.get(*other) != Some(&Doing::Ended)
            }
            // How much room there is, and whether a token to be unparked is there, the log does not tell.
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Doing, Replay};
    use crate::model::{
        log::{Wanted, What},
        timeline::scene::Scene,
    };

    #[test]
    fn a_lock_that_is_free_makes_nobody_wait() {
        let mut scene = Scene::new("let total = Mutex::new(0);");
        let total = scene.mutex("Mutex::new");
        scene
            .wants(0, Wanted::Lock, total)
            .lock(0, total, "0")
            .unlock(0, total, "0");
        let replay = Replay::of(scene.log());
        assert_eq!(replay.wishes.len(), 1);
        assert!(replay.wishes[0].granted);
        assert_eq!(replay.after(0).doing, [Doing::Running]);
        assert_eq!(replay.after(1).holds.len(), 1);
        assert_eq!(replay.end().holds.len(), 0);
    }

    #[test]
    fn a_lock_that_stays_taken_makes_wait_from_the_moment_it_is_taken() {
        let mut scene = Scene::new("let total = Mutex::new(0);");
        let total = scene.mutex("Mutex::new");
        scene
            .thread("T1")
            .wants(0, Wanted::Lock, total)
            .lock(1, total, "0");
        let replay = Replay::of(scene.log());
        assert!(!replay.wishes[0].granted);
        assert_eq!(replay.after(0).doing[0], Doing::Running);
        assert_eq!(replay.end().doing, [Doing::Waiting, Doing::Running]);
        assert_eq!(replay.stuck(scene.log(), 0), Some(0));
    }

    #[test]
    fn asking_for_a_lock_that_comes_free_is_no_waiting() {
        let mut scene = Scene::new("let total = Mutex::new(0);");
        let total = scene.mutex("Mutex::new");
        scene
            .thread("T1")
            .lock(1, total, "0")
            .wants(0, Wanted::Lock, total)
            .unlock(1, total, "0")
            .lock(0, total, "0");
        assert_eq!(Replay::of(scene.log()).after(1).doing[0], Doing::Running);
    }

    #[test]
    fn a_thread_lives_from_its_spawn_to_its_end() {
        let mut scene = Scene::new("");
        scene.thread("T1").did(0, What::Spawn(1)).did(1, What::End);
        let replay = Replay::of(scene.log());
        assert_eq!(replay.before(0).doing[1], Doing::Unborn);
        assert_eq!(replay.after(0).doing[1], Doing::Running);
        assert_eq!(replay.end().doing[1], Doing::Ended);
    }

    #[test]
    fn waiting_lets_the_mutex_go_and_waking_takes_it() {
        let mut scene = Scene::new("let (m, c) = (Mutex::new(0), Condvar::new());");
        let (mutex, changed) = (scene.mutex("Mutex::new"), scene.condvar("Condvar::new"));
        scene
            .thread("T1")
            .lock(0, mutex, "0")
            .wait(0, changed, mutex);
        let replay = Replay::of(scene.log());
        assert!(replay.end().holds.is_empty());
        assert_eq!(replay.end().waiters, [(0, changed)]);
        scene.notify_all(1, changed).woken(0, mutex, "0", changed);
        let replay = Replay::of(scene.log());
        assert_eq!(replay.end().holds.len(), 1);
        assert!(replay.end().waiters.is_empty());
        assert!(replay.wishes.iter().all(|wish| wish.granted));
    }
}
