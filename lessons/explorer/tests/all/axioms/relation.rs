//! Relations over the few events of a small program.

/// At most so many events.
pub(super) const MOST: usize = 16;

/// A set of ordered pairs: for each event a bit for each event that comes after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Relation([u16; MOST]);

impl Relation {
    pub(super) const EMPTY: Self = Self([0; MOST]);

    pub(super) fn of(pairs: impl Fn(usize, usize) -> bool) -> Self {
        let mut relation = Self::EMPTY;
        for from in 0..MOST {
            for to in 0..MOST {
                if pairs(from, to) {
                    relation.add(from, to);
                }
            }
        }
        relation
    }

    pub(super) fn add(&mut self, from: usize, to: usize) {
        self.0[from] |= 1 << to;
    }

    pub(super) fn has(&self, from: usize, to: usize) -> bool {
        self.0[from] >> to & 1 == 1
    }

    pub(super) fn or(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|from| self.0[from] | other.0[from]))
    }

    /// First this one, then the other.
    pub(super) fn then(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|from| {
            (0..MOST)
                .filter(|middle| self.has(from, *middle))
                .fold(0, |row, middle| row | other.0[middle])
        }))
    }

    /// As often as one likes, at least once.
    pub(super) fn closure(&self) -> Self {
        let mut closure = *self;
        for middle in 0..MOST {
            for from in 0..MOST {
                if closure.has(from, middle) {
                    closure.0[from] |= closure.0[middle];
                }
            }
        }
        closure
    }

    /// Nor does it lead from an event back to itself, in one step.
    pub(super) fn is_irreflexive(&self) -> bool {
        (0..MOST).all(|event| !self.has(event, event))
    }

    pub(super) fn is_acyclic(&self) -> bool {
        self.closure().is_irreflexive()
    }
}
