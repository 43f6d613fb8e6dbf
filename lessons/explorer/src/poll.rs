//! Threads that poll: they look again and again until another thread changes something.
//!
//! An execution in which one of them looks once more, while nothing has changed, tells nothing new, and there
//! is no end to them. So a thread that polls gives way, and comes back when another thread has changed something.

use std::panic::Location;

use crate::{
    Fingerprint as _, ObjectId, Waiting,
    execution::{Execution, with},
    fingerprint::mix,
    pace::Pace,
    scheduler,
    ways::{Effort, Way},
};

/// How often the same look at the same place may find the same before it counts as polling.
const LOOKS: u32 = 2;

/// How often a thread may go on from a poll, at a price, although nothing has changed. A loop that gives up
/// after a few tries needs it; more of it makes every spin loop dearer.
const PATIENCE: u32 = 1;

/// How often a thread goes on from a poll when nobody else can do anything. A loop that gives up after so
/// many tries is no livelock.
const ROUNDS: u32 = 400;

/// How often, where there is no bound, a thread goes before those to which it has given way again and again, while it
/// gets on itself. There is no end to a loop that counts its own tries.
const TURNS: u32 = 16;

/// How often a thread that gets on and gives way comes back as soon as others have changed something. Two loops that
/// count their tries would pass the turn between them for ever.
const NEWS: u32 = 8;

/// From here on such rounds are not worth writing down.
const IDLE_ROUNDS: u32 = 2;

/// What a thread's polling has come to.
#[derive(Default)]
pub(crate) struct Polls {
    /// What it found, at which place, since it last changed anything or found anything new.
    looks: Vec<Look>,
    /// The place of a look that has found the same too often; the next scheduling point gives way.
    pub(crate) tired_at: Option<usize>,
    /// Where it has given way, and what it had changed by then.
    pub(crate) yields: Vec<(usize, u64)>,
    /// What others had changed when it last came back.
    pub(crate) stamp: u64,
    /// How often it went on in vain, at a price.
    in_vain: u32,
    /// How often it went on in vain because nobody else could.
    rounds: u32,
    /// How often it went before those to whom it had given way.
    turns: u32,
    /// How often it came back because others had changed something, while it got on itself; up to [`NEWS`].
    news: u32,
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

    /// Whether it has come back for news so often that it lets everybody else go first.
    pub(crate) fn is_sated(&self) -> bool {
        self.news >= NEWS
    }

    /// Whether it may still go before those to whom it has given way.
    pub(crate) fn may_go_out_of_turn(&self) -> bool {
        self.turns < TURNS
    }

    pub(crate) fn is_idle(&self) -> bool {
        self.rounds > IDLE_ROUNDS
    }

    /// It goes on so; where there is a bound, that limits how often it goes out of turn.
    pub(crate) fn goes_on(&mut self, way: &Way, has_bound: bool) {
        match way.effort {
            Effort::None => {}
            Effort::InVain if way.price > 0 => self.in_vain += 1,
            Effort::InVain => self.rounds += 1,
            Effort::OutOfTurn => self.turns += u32::from(!has_bound),
        }
    }

    /// All that decides when it may go on.
    pub(crate) fn fingerprint(&self, changed: u64, changes_by_others: u64) -> u64 {
        if self.looks.is_empty() && self.yields.is_empty() {
            return 0;
        }
        let hash = mix(u64::from(self.in_vain), u64::from(self.rounds));
        let hash = mix(hash, u64::from(self.turns) << 32 | u64::from(self.news));
        let hash = self.looks.iter().fold(hash, |hash, look| {
            let hash = mix(hash, look.place as u64 ^ look.found.rotate_left(32));
            let hash = mix(hash, look.object.fingerprint());
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
            .fold(mix(hash, news), |hash, (place, before)| {
                mix(mix(hash, *place as u64), before.wrapping_sub(changed))
            })
    }
}

/// Lets the others run.
///
/// The first time at its place the thread just comes last among those who can go on. The next times it goes on
/// when another thread has changed something since it last came back, or when nobody else can do anything, or
/// as a surprise: each time if it has itself changed something since, and so gets on, but only once for nothing.
/// If it has changed nothing it also finds the newest values: what was written arrives some time.
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

    /// When nobody else can do anything: the thread that has polled in vain the least.
    pub(crate) fn most_patient(&self, could_go_on: impl Fn(usize) -> bool) -> Option<usize> {
        (0..self.threads.len())
            .filter(|thread| could_go_on(*thread))
            .min_by_key(|thread| self.threads[*thread].polls.rounds)
            .filter(|thread| self.threads[*thread].polls.rounds < ROUNDS)
    }

    /// The current thread goes on after a scheduling point with this pace.
    pub(crate) fn polled(&mut self, pace: Pace) {
        let Pace::Yields { place, .. } = pace else {
            return;
        };
        let changes = self.changes_by_others(self.current);
        let changed = self.thread().changed;
        let polls = &mut self.thread().polls;
        if polls.stamp != changes {
            polls.rounds = 0;
            if pace.is_busy(changed) && polls.news < NEWS {
                polls.news += 1;
            }
        }
        polls.stamp = changes;
        match polls.yields.iter_mut().find(|(known, _)| *known == place) {
            Some((_, before)) => *before = changed,
            None => polls.yields.push((place, changed)),
        }
        if pace.is_idle(changed) {
            self.see_newest();
        }
    }
}
