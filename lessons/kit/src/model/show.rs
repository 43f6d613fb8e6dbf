//! Values as text, for types that ask nothing of the learner.
//!
//! A lock may hold any type, and the facade must not demand `Debug` of it. So the type's identity is
//! looked up in a table of types that are known to be printable.

use std::{
    any::TypeId,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque},
    fmt::Debug,
    marker::PhantomData,
    sync::{Arc, LazyLock, PoisonError, RwLock},
    time::Duration,
};

/// Writes the value behind a pointer. It must point to a valid value of the type that it was registered for.
type Show = unsafe fn(*const u8) -> String;

static TYPES: LazyLock<RwLock<HashMap<TypeId, Show>>> = LazyLock::new(|| RwLock::new(known()));

/// Longer texts are cut: a timeline's row has one line.
const LONGEST: usize = 120;

/// Lets timelines show values of `T`: for types of a lesson's own that stand in a lock or a message.
///
/// Numbers, `bool`, `char`, strings, and options, vectors, queues, pairs, arrays and maps of them are
/// known already.
pub fn show_type<T: Debug + 'static>() {
    let mut types = TYPES.write().unwrap_or_else(PoisonError::into_inner);
    add::<T>(&mut types);
}

/// The value as text, if its type is known.
pub(crate) fn text<T: ?Sized>(value: &T) -> Option<String> {
    let show = *TYPES
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .get(&identity::<T>())?;
    let value: *const T = value;
    // SAFETY: the table holds, under each type's identity, a function for just this type (up to lifetimes,
    // which no printing function can tell apart), and the pointer comes from a reference.
    let mut text = unsafe { show(value.cast()) };
    if text.chars().count() > LONGEST {
        text = text.chars().take(LONGEST).chain(['…']).collect();
    }
    Some(text)
}

/// The type's identity, for types with borrowed parts as well.
pub(crate) fn identity<T: ?Sized>() -> TypeId {
    trait Identity {
        fn get(&self) -> TypeId
        where
            Self: 'static;
    }
    impl<T: ?Sized> Identity for PhantomData<T> {
        fn get(&self) -> TypeId
        where
            Self: 'static,
        {
            TypeId::of::<T>()
        }
    }
    let phantom = PhantomData::<T>;
    let identity: &dyn Identity = &phantom;
    // SAFETY: only the lifetime bound of the trait object changes. The method reads a constant of
    // the type and touches no value, so nothing borrowed is used for longer than it lives.
    let identity =
        unsafe { std::mem::transmute::<&dyn Identity, &(dyn Identity + 'static)>(identity) };
    identity.get()
}

fn add<T: Debug + 'static>(types: &mut HashMap<TypeId, Show>) {
    types.insert(TypeId::of::<T>(), |value| {
        // SAFETY: `text` calls this with a pointer to a `T` only.
        format!("{:?}", unsafe { &*value.cast::<T>() })
    });
}

/// A type, and what is often made of it.
fn add_family<T: Debug + 'static>(types: &mut HashMap<TypeId, Show>) {
    add::<T>(types);
    add::<Option<T>>(types);
    add::<Vec<T>>(types);
    add::<Option<Vec<T>>>(types);
    add::<Vec<Option<T>>>(types);
    add::<VecDeque<T>>(types);
    add::<BTreeSet<T>>(types);
    add::<HashSet<T>>(types);
    add::<Arc<T>>(types);
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
    add::<Result<T, ()>>(types);
    add::<Result<T, String>>(types);
}

fn add_maps<K: Debug + 'static>(types: &mut HashMap<TypeId, Show>) {
    macro_rules! values {
        ($($value:ty)*) => { $(
            add::<BTreeMap<K, $value>>(types);
            add::<HashMap<K, $value>>(types);
        )* };
    }
    values!(u32 u64 usize i32 i64 bool String &'static str);
}

fn known() -> HashMap<TypeId, Show> {
    let mut types = HashMap::new();
    macro_rules! families {
        ($($value:ty)*) => { $( add_family::<$value>(&mut types); )* };
    }
    families!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 bool char String &'static str Duration);
    macro_rules! maps {
        ($($key:ty)*) => { $( add_maps::<$key>(&mut types); )* };
    }
    maps!(u32 u64 usize i32 char String &'static str);
    types
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::{show_type, text};

    #[test]
    fn what_learners_put_into_locks_is_shown() {
        let _case = crate::case!();
        assert_eq!(text(&7_u64).as_deref(), Some("7"));
        assert_eq!(text(&VecDeque::from([1_i32])).as_deref(), Some("[1]"));
        assert_eq!(
            text("borrowed"),
            None,
            "an unsized type is not in the table"
        );
        let local = String::from("a");
        assert_eq!(
            text(&local.as_str()).as_deref(),
            Some("\"a\""),
            "a type with a lifetime"
        );
    }

    #[test]
    fn an_unknown_type_is_shown_once_it_is_registered() {
        let _case = crate::case!();
        #[derive(Debug)]
        struct Own(#[expect(dead_code, reason = "printed")] u8);
        assert_eq!(text(&Own(1)), None);
        show_type::<Own>();
        assert_eq!(text(&Own(1)).as_deref(), Some("Own(1)"));
    }

    #[test]
    fn a_long_value_is_cut() {
        let _case = crate::case!();
        let long = "x".repeat(1000);
        assert!(text(&long).is_some_and(|text| text.ends_with('…') && text.len() < 200));
    }
}
