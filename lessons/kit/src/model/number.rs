//! Values that an atomic can hold.

use std::sync::atomic::Ordering;

/// A value of an atomic, as a number and back.
pub(crate) trait Bits: Copy {
    /// Equal values give equal numbers, and no others do.
    fn bits(self) -> u64;

    /// The value of which this is the number.
    #[cfg_attr(
        not(feature = "explorer"),
        expect(dead_code, reason = "loom's registers hold no values")
    )]
    fn of_bits(bits: u64) -> Self;
}

/// What a load found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found<T> {
    pub(crate) value: T,
    /// A newer value had been stored.
    pub(crate) stale: bool,
}

impl<T> Found<T> {
    #[cfg_attr(
        feature = "explorer",
        expect(dead_code, reason = "the explorer tells what is stale")
    )]
    pub(crate) fn newest(value: T) -> Self {
        Self {
            value,
            stale: false,
        }
    }
}

/// The orders of a compare-exchange.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Orders {
    pub(crate) success: Ordering,
    pub(crate) failure: Ordering,
    /// It may fail although the value was the expected one.
    pub(crate) weak: bool,
}
