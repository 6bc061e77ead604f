//! Objects of unknown types.

use std::fmt;
use std::mem;

use super::nesting::unnest;
use super::{Value, repr};

/// An object whose type id the codec does not know: the id and the data as they arrived.
///
/// # Example
/// ```
/// use codec::{Unknown, Value};
/// let unknown = Unknown::new(4711, Value::from(vec![1, 2]));
/// assert_eq!(unknown.id(), 4711);
/// assert_eq!(unknown.data()[1], 2);
/// assert_eq!(unknown.to_string(), "Unknown(id=4711, data=[1, 2])");
/// ```
#[derive(Clone, PartialEq)]
pub struct Unknown {
    id: i32,
    data: Value,
}

impl Unknown {
    /// An object of the type with this id.
    pub fn new(id: i32, data: Value) -> Self {
        Unknown { id, data }
    }

    /// The type id.
    pub fn id(&self) -> i32 {
        self.id
    }

    /// The data in generic form.
    pub fn data(&self) -> &Value {
        &self.data
    }

    /// The data in generic form, open to change.
    pub fn data_mut(&mut self) -> &mut Value {
        &mut self.data
    }

    /// The data, owned.
    pub fn into_data(mut self) -> Value {
        mem::take(&mut self.data)
    }
}

impl Drop for Unknown {
    fn drop(&mut self) {
        unnest(std::iter::once(&mut self.data));
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        repr::unknown(f, self)
    }
}

impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        repr::unknown(f, self)
    }
}
