//! Questions to a value, and its parts.

use std::mem;

use super::{Bytes, Dict, DowncastError, Ext, List, Map, Object, Unknown, Value};

macro_rules! is_variant {
    ($($(#[$doc:meta])* $name:ident => $pattern:pat,)*) => {$(
        $(#[$doc])*
        pub fn $name(&self) -> bool {
            matches!(self, $pattern)
        }
    )*};
}

macro_rules! as_variant {
    ($($(#[$doc:meta])* $name:ident, $name_mut:ident: $variant:ident => $target:ty;)*) => {$(
        $(#[$doc])*
        pub fn $name(&self) -> Option<&$target> {
            if let Value::$variant(inner) = self { Some(inner) } else { None }
        }

        $(#[$doc])*
        ///
        /// Open to change.
        pub fn $name_mut(&mut self) -> Option<&mut $target> {
            if let Value::$variant(inner) = self { Some(inner) } else { None }
        }
    )*};
}

/// What it is. Numbers convert where the target holds them exactly; nothing else converts.
///
/// ```
/// use codec::Value;
/// let value = Value::from(7);
/// assert!(value.is_integer() && value.is_number());
/// assert_eq!((value.as_i64(), value.as_u64(), value.as_str()), (Some(7), Some(7), None));
/// ```
impl Value {
    is_variant! {
        /// Whether it is null.
        is_null => Value::Null,
        /// Whether it is `true` or `false`.
        is_bool => Value::Bool(_),
        /// Whether it is an integer of any size.
        is_integer => Value::Int(_) | Value::UInt(_) | Value::BigInt(_),
        /// Whether it is a float.
        is_float => Value::Float(_),
        /// Whether it is an integer or a float.
        is_number => Value::Int(_) | Value::UInt(_) | Value::BigInt(_) | Value::Float(_),
        /// Whether it is text.
        is_string => Value::String(_),
        /// Whether it is binary data.
        is_bytes => Value::Bytes(_),
        /// Whether it is a list.
        is_list => Value::List(_),
        /// Whether it is a dict with text keys.
        is_dict => Value::Dict(_),
        /// Whether it is a dict with other keys.
        is_map => Value::Map(_),
        /// Whether it is an extension value.
        is_ext => Value::Ext(_),
        /// Whether it is an object of a type that the codec did not know.
        is_unknown => Value::Unknown(_),
        /// Whether it is an object of a registered type.
        is_object => Value::Object(_),
    }

    as_variant! {
        /// The binary data.
        as_bytes, as_bytes_mut: Bytes => Bytes;
        /// The list.
        as_list, as_list_mut: List => List;
        /// The dict with text keys.
        as_dict, as_dict_mut: Dict => Dict;
        /// The dict with other keys.
        as_map, as_map_mut: Map => Map;
        /// The extension value.
        as_ext, as_ext_mut: Ext => Ext;
        /// The object of a type that the codec did not know.
        as_unknown, as_unknown_mut: Unknown => Unknown;
        /// The object of a registered type.
        as_object, as_object_mut: Object => Object;
    }

    /// The text.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(text) = self { Some(text) } else { None }
    }

    /// `()` if it is null.
    pub fn as_null(&self) -> Option<()> {
        self.is_null().then_some(())
    }

    /// The truth value.
    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(truth) = self { Some(*truth) } else { None }
    }

    /// The integer, if it fits.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Value::Int(number) => Some(*number),
            _ => i64::try_from(self.as_i128()?).ok(),
        }
    }

    /// The integer, if it fits.
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Value::UInt(number) => Some(*number),
            _ => u64::try_from(self.as_i128()?).ok(),
        }
    }

    /// The integer, if it fits.
    pub fn as_i128(&self) -> Option<i128> {
        match self {
            Value::Int(number) => Some((*number).into()),
            Value::UInt(number) => Some((*number).into()),
            Value::BigInt(number) => number.as_i128(),
            _ => None,
        }
    }

    /// The integer, if it fits.
    pub fn as_u128(&self) -> Option<u128> {
        match self {
            Value::BigInt(number) => number.as_u128(),
            _ => u128::try_from(self.as_i128()?).ok(),
        }
    }

    /// The float; an integer gives the nearest one, so this is the one conversion that can round.
    #[allow(clippy::cast_precision_loss, reason = "documented, and what users of serde_json know")]
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Value::Float(number) => Some(*number),
            Value::Int(number) => Some(*number as f64),
            Value::UInt(number) => Some(*number as f64),
            Value::BigInt(number) => number.as_str().parse().ok(),
            _ => None,
        }
    }

    /// Takes the value out and leaves null.
    ///
    /// ```
    /// use codec::Value;
    /// let mut value = Value::from("text");
    /// assert_eq!(value.take(), "text");
    /// assert!(value.is_null());
    /// ```
    #[must_use]
    pub fn take(&mut self) -> Value {
        mem::take(self)
    }

    /// Whether it is an object whose Rust type is `T`.
    pub fn is<T: 'static>(&self) -> bool {
        self.as_object().is_some_and(Object::is::<T>)
    }

    /// The `T` that it is.
    pub fn downcast_ref<T: 'static>(&self) -> Option<&T> {
        self.as_object()?.downcast_ref()
    }

    /// Turns it into the `T` that it is.
    ///
    /// # Example
    /// ```standalone_crate
    /// use codec::{json_serializable, Codec, Json};
    /// #[json_serializable]
    /// #[derive(Debug, PartialEq)]
    /// struct Point { x: f64, y: f64 }
    /// let codec = Json::new();
    /// let value = codec.decode(&codec.encode(&Point { x: 1.0, y: 2.0 })?)?;
    /// assert_eq!(value.downcast::<Point>()?, Point { x: 1.0, y: 2.0 });
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// If it is no object or one of another type; the error gives the value back.
    pub fn downcast<T: 'static>(self) -> Result<T, DowncastError> {
        match self {
            Value::Object(object) => object.downcast(),
            other => Err(DowncastError::new::<T>(other)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_convert_where_they_fit() {
        let big = Value::from(u64::MAX);
        assert_eq!(
            (big.as_i64(), big.as_u64(), big.as_u128()),
            (None, Some(u64::MAX), Some(u64::MAX.into()))
        );
        let huge = Value::from(u128::MAX);
        assert_eq!((huge.as_i128(), huge.as_u128()), (None, Some(u128::MAX)));
        assert_eq!(huge.as_f64(), Some(2f64.powi(128)));
        assert_eq!((Value::from(1.0).as_i64(), Value::from(1).as_f64()), (None, Some(1.0)));
        assert_eq!((Value::from(-1).as_u64(), Value::from(true).as_i64()), (None, None));
    }

    #[test]
    fn parts_can_be_changed() {
        let mut value = Value::from(vec![1]);
        value.as_list_mut().unwrap().push(2.into());
        assert_eq!(value.to_string(), "[1, 2]");
        assert!(value.as_dict().is_none() && value.as_bytes().is_none());
    }

    #[test]
    fn what_is_no_object_comes_back() {
        let error = Value::from("x").downcast::<i64>().unwrap_err();
        assert_eq!(error.to_string(), "expected `i64`, found a string");
        assert_eq!(error.into_value(), "x");
        assert!(!Value::Null.is::<()>());
    }
}
