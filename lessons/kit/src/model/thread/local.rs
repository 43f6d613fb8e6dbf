//! Values of which every thread has its own.
//!
//! All threads of a model share one OS thread, and so one value of a `std::thread_local!`. `kit::thread_local!` makes one for each
//! thread of each execution.

use std::{
    any::Any,
    cell::{Cell, RefCell},
    fmt,
    rc::Rc,
};

use super::AccessError;
use crate::model::{current as execution, memory};

/// The values of one thread, each with the address of its key.
type Values = Vec<(usize, Rc<dyn Any>)>;

thread_local! {
    /// The values of each thread of the execution with this number.
    static VALUES: RefCell<(u64, Vec<Values>)> = const { RefCell::new((0, Vec::new())) };
}

/// Declares values of which every thread has its own, as std's macro of this name does.
///
/// In a model each of its threads has its own value, anew in every execution; std's macro would have all of them share one.
#[macro_export]
macro_rules! thread_local {
    () => {};
    ($(#[$attribute:meta])* $visible:vis static $name:ident: $type:ty = const $init:block $(; $($rest:tt)*)?) => {
        $crate::thread_local!($(#[$attribute])* $visible static $name: $type = $init $(; $($rest)*)?);
    };
    ($(#[$attribute:meta])* $visible:vis static $name:ident: $type:ty = $init:expr $(; $($rest:tt)*)?) => {
        $(#[$attribute])*
        $visible static $name: $crate::thread::LocalKey<$type> = {
            fn init() -> $type {
                $init
            }
            $crate::thread::LocalKey::new(init)
        };
        $($crate::thread_local!($($rest)*);)?
    };
}

/// `std::thread::LocalKey`, with a value for each thread of a model.
pub struct LocalKey<T: 'static> {
    init: fn() -> T,
}

impl<T: 'static> LocalKey<T> {
    /// For `kit::thread_local!`.
    #[doc(hidden)]
    pub const fn new(init: fn() -> T) -> Self {
        Self { init }
    }

    /// As std's.
    #[track_caller]
    pub fn with<R>(&'static self, use_it: impl FnOnce(&T) -> R) -> R {
        use_it(&self.value())
    }

    /// As std's; the value is always there.
    ///
    /// # Errors
    ///
    /// Never.
    #[track_caller]
    pub fn try_with<R>(&'static self, use_it: impl FnOnce(&T) -> R) -> Result<R, AccessError> {
        Ok(self.with(use_it))
    }

    /// The current thread's value.
    #[track_caller]
    fn value(&'static self) -> Rc<T> {
        let key = (&raw const *self).addr();
        if let Some(value) = known(key) {
            return value
                .downcast()
                .expect("under a key lies a value of its type");
        }
        // May run the learner's code, which may use other values.
        let value = Rc::new((self.init)());
        let kept: Rc<dyn Any> = value.clone();
        with(|values| memory::aside(|| values.push((key, kept))));
        value
    }
}

impl<T: 'static> LocalKey<Cell<T>> {
    /// As std's.
    #[track_caller]
    pub fn set(&'static self, value: T) {
        self.with(|cell| cell.set(value));
    }

    /// As std's.
    #[track_caller]
    pub fn get(&'static self) -> T
    where
        T: Copy,
    {
        self.with(Cell::get)
    }

    /// As std's.
    #[track_caller]
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(Cell::take)
    }

    /// As std's.
    #[track_caller]
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T: 'static> LocalKey<RefCell<T>> {
    /// As std's.
    #[track_caller]
    pub fn with_borrow<R>(&'static self, use_it: impl FnOnce(&T) -> R) -> R {
        self.with(|cell| use_it(&cell.borrow()))
    }

    /// As std's.
    #[track_caller]
    pub fn with_borrow_mut<R>(&'static self, use_it: impl FnOnce(&mut T) -> R) -> R {
        self.with(|cell| use_it(&mut cell.borrow_mut()))
    }

    /// As std's.
    #[track_caller]
    pub fn set(&'static self, value: T) {
        self.with(|cell| *cell.borrow_mut() = value);
    }

    /// As std's.
    #[track_caller]
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(RefCell::take)
    }

    /// As std's.
    #[track_caller]
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T: 'static> fmt::Debug for LocalKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalKey").finish_non_exhaustive()
    }
}

/// The current thread ends: what is its own ends with it.
pub(super) fn end() {
    // One after the other: a destructor may use other values, and make new ones.
    while let Some(value) = with(Vec::pop) {
        drop(value);
    }
}

#[track_caller]
fn known(key: usize) -> Option<Rc<dyn Any>> {
    with(|values| {
        let found = values.iter().find(|(of, _)| *of == key)?;
        Some(Rc::clone(&found.1))
    })
}

/// The current thread's values.
#[track_caller]
fn with<R>(look: impl FnOnce(&mut Values) -> R) -> R {
    let (epoch, thread) = (execution::epoch(), execution::thread());
    VALUES.with_borrow_mut(|(of, values)| {
        if *of != epoch {
            *of = epoch;
            // What the threads of an execution left that was not brought to its end must not run any more.
            memory::aside(|| values.drain(..).for_each(std::mem::forget));
        }
        if values.len() <= thread {
            memory::aside(|| values.resize_with(thread + 1, Vec::new));
        }
        look(&mut values[thread])
    })
}
