//! What stands in a lock or a message, as far as it can be told apart from other contents.

use std::{
    any::TypeId,
    collections::{BTreeMap, BTreeSet, HashMap, VecDeque, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
    sync::LazyLock,
    time::Duration,
};

use super::{engine, show};

/// What somebody who held a lock left in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// What was there before.
    Same,
    /// A value, all of it told by this hash.
    Value(u64),
    /// Something else than before, of which nothing more is known than who wrote it.
    New,
}

/// The hash of the value behind a pointer. It must point to a valid value of the type that it was registered for.
type HashOf = unsafe fn(*const u8) -> u64;

static TYPES: LazyLock<HashMap<TypeId, HashOf>> = LazyLock::new(known);

impl Content {
    /// Of a lock that is let go: `wrote` tells whether it was borrowed mutably, `read` whether at all.
    ///
    /// A type that is not known may hide a `RefCell` or the like, so that somebody who only borrowed it may have changed it as well.
    pub(crate) fn of<T: ?Sized>(value: &T, wrote: bool, read: bool) -> Self {
        if !engine::TELLS_STATES || !(wrote || read) {
            return Self::Same;
        }
        match TYPES.get(&show::identity::<T>()) {
            Some(_) if !wrote => Self::Same,
            Some(hash) => {
                let value: *const T = value;
                // SAFETY: the table holds, under each type's identity, a function for just this type (up to lifetimes,
                // which no hash can tell apart), and the pointer comes from a reference.
                Self::Value(unsafe { hash(value.cast()) })
            }
            None => Self::New,
        }
    }
}

fn add<T: Hash + 'static>(types: &mut HashMap<TypeId, HashOf>) {
    types.insert(TypeId::of::<T>(), |value| {
        let mut hasher = DefaultHasher::new();
        // SAFETY: `Content::of` calls this with a pointer to a `T` only.
        unsafe { &*value.cast::<T>() }.hash(&mut hasher);
        hasher.finish()
    });
}

/// A type, and what is often made of it. Only such as own all that they tell, and change by `&mut` alone.
fn add_family<T: Hash + Ord + 'static>(types: &mut HashMap<TypeId, HashOf>) {
    add::<T>(types);
    add::<Option<T>>(types);
    add::<Vec<T>>(types);
    add::<Option<Vec<T>>>(types);
    add::<Vec<Option<T>>>(types);
    add::<VecDeque<T>>(types);
    add::<BTreeSet<T>>(types);
    add::<BTreeMap<T, u32>>(types);
    add::<BTreeMap<T, u64>>(types);
    add::<BTreeMap<T, usize>>(types);
    add::<Box<T>>(types);
    add::<(T, T)>(types);
    add::<(T, T, T)>(types);
    add::<(T, bool)>(types);
    add::<(bool, T)>(types);
    add::<(T, usize)>(types);
    add::<(usize, T)>(types);
    add::<(VecDeque<T>, bool)>(types);
    add::<(Vec<T>, bool)>(types);
    add::<[T; 1]>(types);
    add::<[T; 2]>(types);
    add::<[T; 3]>(types);
    add::<[T; 4]>(types);
}

fn known() -> HashMap<TypeId, HashOf> {
    let mut types = HashMap::new();
    add::<()>(&mut types);
    macro_rules! families {
        ($($value:ty)*) => { $( add_family::<$value>(&mut types); )* };
    }
    families!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize bool char String &'static str Duration);
    types
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, collections::VecDeque};

    use super::{Content, engine};

    #[test]
    fn equal_values_leave_equal_contents() {
        let _case = crate::case!();
        let queue = |items: &[u32]| Content::of(&VecDeque::from(items.to_vec()), true, true);
        assert_eq!(queue(&[1, 2]), queue(&[1, 2]));
        assert_eq!(queue(&[1, 2]) != queue(&[2, 1]), engine::TELLS_STATES);
        assert_eq!(Content::of(&1_u32, false, true), Content::Same);
    }

    #[test]
    fn what_may_change_unseen_counts_as_changed() {
        let _case = crate::case!();
        let content = Content::of(&RefCell::new(1), false, true);
        assert_eq!(content == Content::New, engine::TELLS_STATES);
    }
}
