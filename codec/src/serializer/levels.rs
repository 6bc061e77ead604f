//! How deep a value may be of which the generic form is made.
//!
//! Making it recurses, and only writers count levels. So a codec that makes it before it writes says here how many
//! levels there may be, and whatever makes or copies a container counts. In a slot of the thread, since serde's traits
//! and serializers of users stand between the codec and the values, and pass nothing on.
#![cfg_attr(
    not(feature = "protobuf"),
    allow(dead_code, reason = "all other codecs write without the generic form")
)]

use std::cell::Cell;

use crate::error::SerializationError;
use crate::value::{Bytes, Dict, List, Value};
use crate::wire::limits::written_too_deep;

thread_local! {
    /// Nothing is counted where no codec asks for it: `to_value` and `as_dict` have no limit.
    static BOUND: Cell<Option<Levels>> = const { Cell::new(None) };
}

#[derive(Debug, Clone, Copy)]
struct Levels {
    most: u32,
    left: u32,
    /// Whether there were more than that.
    passed: bool,
}

impl Levels {
    #[cold]
    fn refuse(self) -> SerializationError {
        BOUND.set(Some(Levels { passed: true, ..self }));
        written_too_deep(self.most)
    }
}

/// Encodes with at most one level more than the codec has: its own count is the exact one, and has no level for what it
/// turns into text, such as an address of host and port.
pub(crate) fn bounded<T>(
    most: u32,
    encode: impl FnOnce() -> Result<T, SerializationError>,
) -> Result<T, SerializationError> {
    let _bound = Bound::start(most);
    encode().map_err(explain)
}

/// The error as it was, unless it came through foreign code, which keeps the text of an error alone.
#[cold]
fn explain(error: SerializationError) -> SerializationError {
    match BOUND.get() {
        Some(levels) if levels.passed && !error.is_limit() => levels.refuse(),
        _ => error,
    }
}

/// One encode. The bound ends with it, also where a `Serialize` of the user's panics.
#[derive(Debug)]
struct Bound {
    /// A `Serialize` of the user's may encode another message in the middle of this one.
    outer: Option<Levels>,
}

impl Bound {
    fn start(most: u32) -> Self {
        let levels = Levels { most, left: most.saturating_add(1), passed: false };
        Bound { outer: BOUND.replace(Some(levels)) }
    }
}

impl Drop for Bound {
    fn drop(&mut self) {
        BOUND.set(self.outer);
    }
}

/// One level further in, until it is dropped.
#[derive(Debug, Default)]
pub(crate) struct Level {
    is_counted: bool,
}

impl Drop for Level {
    fn drop(&mut self) {
        if let (true, Some(levels)) = (self.is_counted, BOUND.get()) {
            BOUND.set(Some(Levels { left: levels.left.saturating_add(1), ..levels }));
        }
    }
}

/// Goes into a container.
#[inline]
pub(crate) fn enter() -> Result<Level, SerializationError> {
    let Some(levels) = BOUND.get() else { return Ok(Level::default()) };
    let left = levels.left.checked_sub(1).ok_or_else(|| levels.refuse())?;
    BOUND.set(Some(Levels { left, ..levels }));
    Ok(Level { is_counted: true })
}

/// Looks at what is to be copied.
#[inline]
pub(crate) fn check(value: &impl Nested) -> Result<(), SerializationError> {
    match BOUND.get() {
        Some(levels) if !value.fits(levels.left) => Err(levels.refuse()),
        _ => Ok(()),
    }
}

/// What may have levels of nesting.
pub(crate) trait Nested {
    /// Whether it has no more than so many.
    fn fits(&self, _left: u32) -> bool {
        true
    }
}

impl Nested for bool {}
impl Nested for String {}
impl Nested for Bytes {}

impl Nested for List {
    fn fits(&self, left: u32) -> bool {
        all_fit(self.iter(), left)
    }
}

impl Nested for Dict {
    fn fits(&self, left: u32) -> bool {
        all_fit(self.values(), left)
    }
}

impl Nested for Value {
    fn fits(&self, left: u32) -> bool {
        match self {
            Value::List(list) => list.fits(left),
            Value::Dict(dict) => dict.fits(left),
            Value::Map(map) => all_fit(map.iter().flat_map(|(key, value)| [key, value]), left),
            // A tag and the container in it are one level, as everywhere.
            Value::Unknown(unknown) => match unknown.data() {
                tag @ Value::Unknown(_) => all_fit([tag], left),
                data => data.fits(left),
            },
            // Objects are shared, and not copied.
            _ => true,
        }
    }
}

fn all_fit<'a>(children: impl IntoIterator<Item = &'a Value>, left: u32) -> bool {
    left.checked_sub(1).is_some_and(|left| children.into_iter().all(|child| child.fits(left)))
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;

    use super::*;
    use crate::value::Unknown;

    fn lists(levels: usize) -> Value {
        (0..levels).fold(Value::Null, |inner, _| Value::from(vec![inner]))
    }

    #[test]
    fn counts_levels() {
        let tagged = |levels| (0..levels).fold(Value::Null, |inner, _| Unknown::new(1, inner).into());
        assert!(Value::Null.fits(0) && tagged(1).fits(0) && tagged(3).fits(2) && !tagged(3).fits(1));
        assert!(lists(2).fits(2) && !lists(2).fits(1));
        assert!(Value::from(Unknown::new(1, lists(2))).fits(2));
        let in_key: Value = [(lists(1), Value::Null)].into_iter().collect::<crate::Map>().into();
        assert!(in_key.fits(2) && !in_key.fits(1));
    }

    #[test]
    fn a_bound_ends_with_its_message() {
        assert!(check(&lists(9)).is_ok());
        let outer = Bound::start(2);
        let level = enter().unwrap();
        {
            let _inner = Bound::start(0);
            assert!(check(&lists(2)).is_err());
            assert!(enter().is_ok_and(|_level| enter().is_err()));
        }
        assert!(check(&lists(2)).is_ok() && check(&lists(3)).unwrap_err().is_limit());
        drop(level);
        assert!(check(&lists(3)).is_ok() && check(&lists(4)).is_err());
        assert!(explain(SerializationError::custom("words")).is_limit());
        drop(outer);
        assert!(check(&lists(9)).is_ok());
    }

    #[test]
    fn a_bound_ends_where_code_of_the_user_panics() {
        let panics = || {
            let (_bound, _level) = (Bound::start(1), enter());
            panic!("on purpose");
        };
        assert!(catch_unwind(panics).is_err());
        assert!(check(&lists(9)).is_ok());
    }
}
