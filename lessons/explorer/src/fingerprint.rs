//! Numbers that stand for states.

use std::collections::VecDeque;

/// Mixes one more number into a hash.
///
/// Good enough for tables of states, where two different states must not look alike; no defence against
/// somebody who wants them to.
#[must_use]
pub const fn mix(hash: u64, number: u64) -> u64 {
    // Two rounds of multiply and fold, so that every bit of either input reaches every bit of the result.
    let mixed = (hash.rotate_left(26) ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    mixed ^ (mixed >> 29)
}

/// A state that can be told from others by a number.
///
/// Pruning rests on it: two states with equal fingerprints count as the same. Leave out only what cannot
/// change what any thread does next. Where the state holds data that cannot be hashed, let the writer leave
/// [`history`](crate::history) beside it and hash that.
pub trait Fingerprint {
    /// The number.
    fn fingerprint(&self) -> u64;
}

macro_rules! integers {
    ($($integer:ty),*) => { $(
        impl Fingerprint for $integer {
            fn fingerprint(&self) -> u64 {
                // Negative numbers are spread over the upper half; all 64 bits of the smaller types differ.
                mix(1, *self as u64)
            }
        }
    )* };
}
integers!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);

impl Fingerprint for () {
    fn fingerprint(&self) -> u64 {
        0
    }
}

impl Fingerprint for bool {
    fn fingerprint(&self) -> u64 {
        mix(2, u64::from(*self))
    }
}

impl<T: Fingerprint + ?Sized> Fingerprint for &T {
    fn fingerprint(&self) -> u64 {
        (**self).fingerprint()
    }
}

impl<T: Fingerprint> Fingerprint for Option<T> {
    fn fingerprint(&self) -> u64 {
        self.as_ref().map_or(3, |value| mix(4, value.fingerprint()))
    }
}

impl<T: Fingerprint> Fingerprint for [T] {
    fn fingerprint(&self) -> u64 {
        sequence(self.iter())
    }
}

impl<T: Fingerprint, const N: usize> Fingerprint for [T; N] {
    fn fingerprint(&self) -> u64 {
        sequence(self.iter())
    }
}

impl<T: Fingerprint> Fingerprint for Vec<T> {
    fn fingerprint(&self) -> u64 {
        sequence(self.iter())
    }
}

impl<T: Fingerprint> Fingerprint for VecDeque<T> {
    fn fingerprint(&self) -> u64 {
        sequence(self.iter())
    }
}

fn sequence<'a, T: Fingerprint + 'a>(items: impl ExactSizeIterator<Item = &'a T>) -> u64 {
    let length = mix(5, items.len() as u64);
    items.fold(length, |hash, item| mix(hash, item.fingerprint()))
}

macro_rules! tuples {
    ($(($($name:ident $index:tt),+))*) => { $(
        impl<$($name: Fingerprint),+> Fingerprint for ($($name,)+) {
            fn fingerprint(&self) -> u64 {
                let hash = 6;
                $(let hash = mix(hash, self.$index.fingerprint());)+
                hash
            }
        }
    )* };
}
tuples! {
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
}
