//! What crosses serde beside its data model: slots of the thread, each taken once.

use std::any::TypeId;
use std::cell::Cell;

use super::fields::Cover;
use crate::serializer::entry::Entry;
use crate::value::Value;

/// The newtype-struct name by which an annotated type announces itself.
pub(crate) const OBJECT: &str = "$codec::Object";
/// The newtype-struct name by which a dynamic value announces itself.
pub(crate) const VALUE: &str = "$codec::Value";
/// The newtype-struct name by which an object of an unknown type announces itself.
pub(crate) const UNKNOWN: &str = "$codec::Unknown";
/// The newtype-struct name by which a number announces itself that may be an integer or a float, and no object.
pub(crate) const NUMBER: &str = "$codec::Number";
/// The newtype-struct name by which a type announces itself whose field code has to read its payload.
pub(crate) const FIELDS: &str = "$codec::Fields";
/// The newtype-struct name by which a `#[codec(object)]` field announces itself.
pub(crate) const FOREIGN: &str = "$codec::Foreign";

thread_local! {
    static ANNOUNCED: Cell<Option<&'static Entry>> = const { Cell::new(None) };
    static UNKNOWN_ID: Cell<Option<i32>> = const { Cell::new(None) };
    static CROSSING: Cell<Option<Value>> = const { Cell::new(None) };
    static FOREIGN_TYPE: Cell<Option<(TypeId, &'static str)>> = const { Cell::new(None) };
    static COVER: Cell<Option<Cover>> = const { Cell::new(None) };
    static BUFFERED: Cell<bool> = const { Cell::new(false) };
}

/// Says which type the very next newtype struct is.
pub(super) fn announce(entry: &'static Entry) {
    ANNOUNCED.set(Some(entry));
}

pub(crate) fn take_announced() -> Option<&'static Entry> {
    ANNOUNCED.take()
}

/// Says which id the very next newtype struct has.
pub(crate) fn announce_unknown(id: i32) {
    UNKNOWN_ID.set(Some(id));
}

pub(crate) fn take_unknown() -> Option<i32> {
    UNKNOWN_ID.take()
}

/// Says of which foreign type the very next newtype struct is.
pub(super) fn announce_foreign(rust_type: TypeId, name: &'static str) {
    FOREIGN_TYPE.set(Some((rust_type, name)));
}

pub(super) fn take_foreign() -> Option<(TypeId, &'static str)> {
    FOREIGN_TYPE.take()
}

/// Leaves what covers the foreign value that comes next.
pub(super) fn put_cover(cover: Cover) {
    COVER.set(Some(cover));
}

pub(super) fn take_cover() -> Option<Cover> {
    COVER.take()
}

/// Leaves a value for the very next visitor or serializer.
pub(crate) fn put_value(value: Value) {
    CROSSING.set(Some(value));
}

pub(crate) fn take_value() -> Option<Value> {
    CROSSING.take()
}

/// Notes that serde has buffered a tagged object and so lost its tag, for a `Value` that might read the buffer.
pub(crate) fn mark_buffered() {
    BUFFERED.set(true);
}

pub(crate) fn was_buffered() -> bool {
    BUFFERED.get()
}

/// Empties the slots after a failed message: nothing may reach the next.
pub(crate) fn forget() {
    ANNOUNCED.set(None);
    UNKNOWN_ID.set(None);
    CROSSING.set(None);
    FOREIGN_TYPE.set(None);
    COVER.set(None);
}

/// One run of a reader: what it notes about buffers ends with it, also where a `Deserialize` of the user's panics.
#[derive(Debug)]
pub(crate) struct Reading {
    /// A `Deserialize` of the user's may decode another message in the middle of this one.
    outer: bool,
}

impl Reading {
    pub(crate) fn start() -> Self {
        Reading { outer: BUFFERED.replace(false) }
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        BUFFERED.set(self.outer);
    }
}
