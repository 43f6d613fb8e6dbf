//! The ways on from a scheduling point.

use crate::{
    EarlyKind, Ending, MAX_THREADS, Stuck, Wake, execution::Execution, menu::MenuKind, pace::Pace,
    pending::Standing, thread::ThreadId,
};

/// One way on.
#[derive(Clone, Copy)]
pub(crate) struct Way {
    pub(crate) thread: usize,
    pub(crate) wake: Wake,
    pub(crate) price: u32,
    pub(crate) effort: Effort,
}

/// What it takes a thread that gives way to go on all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    /// Nothing: it is its turn.
    None,
    /// It polls, and nothing has changed.
    InVain,
    /// It gets on, and goes before those to whom it has given way.
    OutOfTurn,
}

/// All ways on, cheapest first.
pub(crate) struct Ways {
    all: [Way; 3 * MAX_THREADS],
    count: usize,
    pub(crate) kind: MenuKind,
    /// A switch to another thread would interrupt the current one.
    pub(crate) interrupts: bool,
}

/// What there is to choose from.
#[expect(
    clippy::large_enum_variant,
    reason = "it lives for a moment, and a box would cost an allocation a step"
)]
pub(crate) enum Offer {
    /// All threads are done.
    Over,
    /// Nobody can go on.
    Nothing(Ending),
    Choice(Ways),
}

impl Ways {
    const NONE: Way = Way {
        thread: 0,
        wake: Wake::Ready,
        price: 0,
        effort: Effort::None,
    };

    pub(crate) fn all(&self) -> &[Way] {
        &self.all[..self.count]
    }

    fn add(&mut self, way: Way) {
        self.all[self.count] = way;
        self.count += 1;
    }
}

/// All threads, each with what it could do.
struct Field<'a> {
    standing: &'a [Standing],
    /// It polls, and there is nothing new.
    held: [bool; MAX_THREADS],
    /// It has given way again while it gets on, and there is nothing new.
    polite: [bool; MAX_THREADS],
}

impl Field<'_> {
    fn threads(&self) -> impl Iterator<Item = usize> + use<> {
        0..self.standing.len()
    }

    fn can_go_on(&self, thread: usize) -> bool {
        self.standing[thread].ready && !self.held[thread]
    }

    fn can_time_out(&self, thread: usize) -> bool {
        let early = self.standing[thread].early;
        matches!(early, Some(EarlyKind::TimeOut | EarlyKind::Either))
    }

    /// How a wait that may end for no reason does so.
    fn for_nothing(&self, thread: usize) -> Option<Wake> {
        match self.standing[thread].early? {
            EarlyKind::Spurious => Some(Wake::Early),
            EarlyKind::Either => Some(Wake::ForNothing),
            EarlyKind::TimeOut => None,
        }
    }

    /// It polls in vain, but nothing else keeps it.
    fn could_go_on_in_vain(&self, thread: usize) -> bool {
        self.held[thread] && (self.standing[thread].ready || self.can_time_out(thread))
    }

    /// How such a thread goes on.
    fn in_vain(&self, thread: usize, price: u32) -> Way {
        Way {
            thread,
            wake: if self.standing[thread].ready {
                Wake::Ready
            } else {
                Wake::Early
            },
            price,
            effort: Effort::InVain,
        }
    }

    fn set(&self, is_in: impl Fn(usize) -> bool) -> u8 {
        self.threads()
            .filter(|thread| is_in(*thread))
            .fold(0, |set, thread| set | 1 << thread)
    }
}

impl Execution {
    /// Lists the ways on.
    pub(crate) fn offer(&mut self, standing: &[Standing; MAX_THREADS]) -> Offer {
        let mut field = Field {
            standing: &standing[..self.threads.len()],
            held: [false; MAX_THREADS],
            polite: [false; MAX_THREADS],
        };
        for thread in field.threads() {
            field.held[thread] = self.is_held_back(thread);
            field.polite[thread] = self.is_polite(thread);
        }
        let mut ways = self.ways(&field);
        if ways.count == 0 {
            match self.most_patient(|thread| field.could_go_on_in_vain(thread)) {
                Some(thread) => ways.add(field.in_vain(thread, 0)),
                None => return self.nothing(&field),
            }
        }
        let count = ways.count;
        ways.all[..count].sort_by_key(|way| way.price);
        ways.kind = MenuKind::Switch {
            ready: field.set(|thread| standing[thread].ready),
            early: field.set(|thread| standing[thread].early.is_some()),
            polls: field.set(|thread| field.held[thread]),
        };
        Offer::Choice(ways)
    }

    fn ways(&mut self, field: &Field<'_>) -> Ways {
        let current = self.current;
        let gives_way = matches!(self.threads[current].pending.pace, Pace::Yields { .. });
        let interrupts = field.can_go_on(current) && !gives_way;
        let interruption = |thread: usize| u32::from(interrupts && thread != current);
        let anybody = field
            .threads()
            .any(|thread| field.can_go_on(thread) && !field.polite[thread]);
        let anything = anybody
            || field
                .threads()
                .any(|thread| field.can_time_out(thread) && !field.held[thread]);
        // Of those who only give way to each other, whoever has something new comes first.
        let keen = field
            .threads()
            .any(|thread| field.can_go_on(thread) && field.polite[thread] && self.has_news(thread));
        let mut ways = Ways {
            all: [Ways::NONE; 3 * MAX_THREADS],
            count: 0,
            kind: MenuKind::Other,
            interrupts,
        };
        let way = |thread: usize, wake: Wake, surprise: u32| Way {
            thread,
            wake,
            price: surprise + interruption(thread),
            effort: Effort::None,
        };
        // The current thread comes first where it can just go on, and last where it gives way.
        let others = field.threads().filter(|thread| *thread != current);
        let (first, last) = if interrupts {
            (Some(current), None)
        } else {
            (None, Some(current))
        };
        for thread in first.into_iter().chain(others).chain(last) {
            if !field.can_go_on(thread) {
                continue;
            }
            let gives_way = anything || keen && !self.has_news(thread);
            if !(field.polite[thread] && gives_way) {
                ways.add(way(thread, Wake::Ready, 0));
            } else if self.may_go_out_of_turn(thread) {
                ways.add(Way {
                    effort: Effort::OutOfTurn,
                    ..way(thread, Wake::Ready, 1)
                });
            } else {
                self.was_bounded = true;
            }
        }
        for thread in field.threads() {
            if field.can_time_out(thread) && !field.held[thread] {
                ways.add(way(thread, Wake::Early, anybody.into()));
            }
        }
        if ways.count == 0 {
            return ways;
        }
        for thread in field.threads() {
            let was_woken = self.threads[thread].was_woken_for_nothing;
            if let Some(wake) = field.for_nothing(thread).filter(|_| !was_woken) {
                ways.add(way(thread, wake, 1));
            }
            if field.could_go_on_in_vain(thread) {
                if self.threads[thread].polls.is_patient() {
                    ways.add(field.in_vain(thread, 1 + interruption(thread)));
                } else {
                    self.polling = true;
                }
            }
        }
        ways
    }

    /// Nobody can go on.
    fn nothing(&self, field: &Field<'_>) -> Offer {
        let left = || {
            field
                .threads()
                .filter(|thread| !self.threads[*thread].is_done)
        };
        if left().next().is_none() {
            return Offer::Over;
        }
        let polls = |thread: &usize| field.could_go_on_in_vain(*thread);
        let waiting = left()
            .filter(|thread| !polls(thread))
            .map(|thread| Stuck {
                thread: ThreadId::of(thread),
                waiting: self.threads[thread].pending.waiting,
            })
            .collect();
        let polling: Vec<_> = left().filter(polls).map(ThreadId::of).collect();
        Offer::Nothing(if polling.is_empty() {
            Ending::Deadlock { waiting }
        } else {
            Ending::Livelock { polling, waiting }
        })
    }
}
