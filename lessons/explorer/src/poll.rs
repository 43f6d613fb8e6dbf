//! Threads that poll: they look again and again until another thread changes something.
//!
//! An execution in which one of them looks once more, while nothing has changed, tells nothing new, and there
//! is no end to them. So a thread that polls gives way, and comes back when another thread has changed something.

use std::panic::Location;

use crate::{
    ObjectId, Waiting,
    execution::{Execution, with},
    fingerprint::mix,
    scheduler,
    thread::ModelThread,
};

/// How often the same look at the same place may find the same before it counts as polling.
const LOOKS: u32 = 2;

/// How often a thread may go on from a poll, at a price, although nothing has changed. A loop that gives up
/// after a few tries needs it; more of it makes every spin loop dearer.
const PATIENCE: u32 = 1;

/// How often a thread goes on from a poll when nobody else can do anything. A loop that gives up after so
/// many tries is no livelock.
const ROUNDS: u32 = 400;

/// From here on such rounds are not worth writing down.
const IDLE_ROUNDS: u32 = 2;

/// What a thread does at a scheduling point besides waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pace {
    /// Nothing.
    Steady,
    /// It gives way.
    Yields {
        place: usize,
        /// It has done so at this place before.
        again: bool,
    },
}

/// What a thread's polling has come to.
#[derive(Default)]
pub(crate) struct Polls {
    /// What it found, at which place, since it last changed anything or found anything new.
    looks: Vec<Look>,
    /// The place of a look that has found the same too often; the next scheduling point gives way.
    tired_at: Option<usize>,
    /// Where it has given way.
    yields: Vec<usize>,
    /// What others had changed when it last came back.
    stamp: u64,
    /// How often it went on in vain, at a price.
    in_vain: u32,
    /// How often it went on in vain because nobody else could.
    rounds: u32,
}

struct Look {
    place: usize,
    object: ObjectId,
    found: u64,
    /// What the thread had changed until then.
    changed: u64,
    times: u32,
}

impl Polls {
    pub(crate) fn is_patient(&self) -> bool {
        self.in_vain < PATIENCE
    }

    pub(crate) fn is_idle(&self) -> bool {
        self.rounds > IDLE_ROUNDS
    }

    /// It goes on although nothing has changed: at a price, or because nobody else can do anything.
    pub(crate) fn go_on_in_vain(&mut self, at_a_price: bool) {
        if at_a_price {
            self.in_vain += 1;
        } else {
            self.rounds += 1;
        }
    }

    /// All that decides when it may go on.
    pub(crate) fn fingerprint(&self, changed: u64, changes_by_others: u64) -> u64 {
        if self.looks.is_empty() && self.yields.is_empty() {
            return 0;
        }
        let hash = mix(u64::from(self.in_vain), u64::from(self.rounds));
        let hash = self.looks.iter().fold(hash, |hash, look| {
            let hash = mix(hash, look.place as u64 ^ look.found.rotate_left(32));
            mix(
                hash,
                look.changed.wrapping_sub(changed) ^ u64::from(look.times),
            )
        });
        if self.yields.is_empty() {
            return hash;
        }
        let news = changes_by_others.wrapping_sub(self.stamp);
        self.yields
            .iter()
            .fold(mix(hash, news), |hash, place| mix(hash, *place as u64))
    }
}

/// Lets the others run.
///
/// The first time at its place the thread just comes last among those who can go on. The next times it goes on
/// when another thread has changed something since it last came back, or when nobody else can do anything, or once,
/// as a surprise, for nothing. From the second time on it also finds the newest values: what was written
/// arrives some time.
#[track_caller]
pub fn yield_now() {
    yield_at(Location::caller());
}

/// The same with its place in the source.
#[track_caller]
pub fn yield_at(at: &'static Location<'static>) {
    scheduler::arrive(Waiting::new("a change"), None, None, Some(place(at)));
}

/// Says that the current thread has looked at an object, here, and what it found.
///
/// When the same place finds the same in the same object again and again, and the thread changes nothing
/// meanwhile, it polls, and its next scheduling point is a [`yield_now`]. Registers say this by themselves; say it for
/// what else can be asked in a loop, such as `try_lock`, `try_recv`, or a lock whose data is looked at.
#[track_caller]
pub fn looked(object: ObjectId, found: u64) {
    looked_at(Location::caller(), object, found);
}

/// The same with its place in the source.
#[track_caller]
pub fn looked_at(at: &'static Location<'static>, object: ObjectId, found: u64) {
    with(|x| x.looked(place(at), object, found));
}

pub(crate) fn place(location: &'static Location<'static>) -> usize {
    std::ptr::from_ref(location).addr()
}

impl Execution {
    pub(crate) fn looked(&mut self, place: usize, object: ObjectId, found: u64) {
        let changed = self.thread().changed;
        let polls = &mut self.thread().polls;
        let same = polls
            .looks
            .iter_mut()
            .find(|look| look.place == place && look.object == object);
        match same {
            Some(look) if look.found == found && look.changed == changed => {
                look.times += 1;
                if look.times >= LOOKS {
                    polls.tired_at = Some(place);
                }
            }
            known => {
                if known.is_some() || polls.looks.iter().any(|look| look.changed != changed) {
                    polls.looks.clear();
                }
                polls.looks.push(Look {
                    place,
                    object,
                    found,
                    changed,
                    times: 1,
                });
            }
        }
    }

    /// What the current thread does at the scheduling point to which it has come.
    pub(crate) fn pace(&mut self, yields_at: Option<usize>) -> Pace {
        let polls = &mut self.thread().polls;
        match yields_at.or(polls.tired_at.take()) {
            None => Pace::Steady,
            Some(place) => Pace::Yields {
                place,
                again: polls.yields.contains(&place),
            },
        }
    }

    /// Whether a thread polls while there is nothing new.
    pub(crate) fn is_held_back(&self, thread: usize) -> bool {
        let ModelThread { pending, polls, .. } = &self.threads[thread];
        matches!(pending.pace, Pace::Yields { again: true, .. })
            && self.changes_by_others(thread) == polls.stamp
    }

    /// When nobody else can do anything: the thread that has polled in vain the least.
    pub(crate) fn most_patient(&self, could_go_on: impl Fn(usize) -> bool) -> Option<usize> {
        (0..self.threads.len())
            .filter(|thread| could_go_on(*thread))
            .min_by_key(|thread| self.threads[*thread].polls.rounds)
            .filter(|thread| self.threads[*thread].polls.rounds < ROUNDS)
    }

    /// The current thread goes on after a scheduling point with this pace.
    pub(crate) fn polled(&mut self, pace: Pace) {
        let Pace::Yields { place, again } = pace else {
            return;
        };
        let changes = self.changes_by_others(self.current);
        let polls = &mut self.thread().polls;
        if polls.stamp != changes {
            polls.rounds = 0;
        }
        polls.stamp = changes;
        if again {
            self.see_newest();
        } else {
            polls.yields.push(place);
        }
    }
}
