//! Lists.

use std::fmt;
use std::mem;
use std::ops::{Deref, DerefMut};
use std::{slice, vec};

use super::nesting::unnest;
use super::{Value, repr};

/// A list of values; all that slices can do works on it.
///
/// # Example
/// ```
/// use codec::{List, Value};
/// let mut list: List = [1, 2].into_iter().collect();
/// list.push("x".into());
/// assert_eq!(list.len(), 3);
/// assert_eq!(list[2], "x");
/// assert_eq!(list.get(9), None);
/// assert_eq!(list.to_string(), "[1, 2, 'x']");
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct List(Vec<Value>);

impl List {
    /// As `From`, which looks at each element.
    pub(crate) fn of(elements: Vec<Value>) -> Self {
        List(elements)
    }

    /// A list without elements.
    pub fn new() -> Self {
        List::default()
    }

    /// A list without elements, and with room for some.
    pub fn with_capacity(capacity: usize) -> Self {
        List(Vec::with_capacity(capacity))
    }

    /// Adds an element at the end.
    pub fn push(&mut self, value: Value) {
        self.0.push(value);
    }

    /// Takes the last element off.
    pub fn pop(&mut self) -> Option<Value> {
        self.0.pop()
    }

    /// Takes all elements out.
    pub fn clear(&mut self) {
        *self = List::new();
    }

    /// The elements as a vector; nothing is copied.
    pub fn into_vec(mut self) -> Vec<Value> {
        mem::take(&mut self.0)
    }

    /// The list as a vector, for what slices cannot do, such as inserting in the middle.
    ///
    /// ```
    /// use codec::List;
    /// let mut list = List::from(vec![1, 3]);
    /// list.as_mut_vec().insert(1, 2.into());
    /// assert_eq!(list, List::from(vec![1, 2, 3]));
    /// ```
    pub fn as_mut_vec(&mut self) -> &mut Vec<Value> {
        &mut self.0
    }
}

impl Drop for List {
    fn drop(&mut self) {
        unnest(self.0.iter_mut());
    }
}

impl Deref for List {
    type Target = [Value];

    fn deref(&self) -> &[Value] {
        &self.0
    }
}

impl DerefMut for List {
    fn deref_mut(&mut self) -> &mut [Value] {
        &mut self.0
    }
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        repr::list(f, self)
    }
}

impl fmt::Debug for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        repr::list(f, self)
    }
}

impl<T: Into<Value>> From<Vec<T>> for List {
    fn from(elements: Vec<T>) -> Self {
        // In place for `Vec<Value>`: the standard library reuses the allocation.
        List(elements.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>> Extend<T> for List {
    fn extend<I: IntoIterator<Item = T>>(&mut self, elements: I) {
        self.0.extend(elements.into_iter().map(Into::into));
    }
}

impl<T: Into<Value>> FromIterator<T> for List {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        List(elements.into_iter().map(Into::into).collect())
    }
}

impl IntoIterator for List {
    type Item = Value;
    type IntoIter = vec::IntoIter<Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.into_vec().into_iter()
    }
}

impl<'a> IntoIterator for &'a List {
    type Item = &'a Value;
    type IntoIter = slice::Iter<'a, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a mut List {
    type Item = &'a mut Value;
    type IntoIter = slice::IterMut<'a, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn works_as_a_vector_does() {
        let mut list = List::from(vec![1, 2, 3]);
        assert_eq!(list.pop(), Some(Value::Int(3)));
        list.extend(["a", "b"]);
        for value in &mut list {
            *value = Value::from(vec![value.take()]);
        }
        assert_eq!(list.to_string(), "[[1], [2], ['a'], ['b']]");
        assert_eq!(list.into_vec().len(), 4);
    }
}
