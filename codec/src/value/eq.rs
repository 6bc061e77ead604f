//! When values are equal, to each other and to Rust's own types.

use super::Value;

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Float(a), Value::Float(b)) => a == b,
            (Value::String(a), Value::String(b)) => a == b,
            (Value::Bytes(a), Value::Bytes(b)) => a == b,
            (Value::List(a), Value::List(b)) => a == b,
            (Value::Dict(a), Value::Dict(b)) => a == b,
            (Value::Map(a), Value::Map(b)) => a == b,
            (Value::Ext(a), Value::Ext(b)) => a == b,
            (Value::Unknown(a), Value::Unknown(b)) => a == b,
            (Value::Object(a), Value::Object(b)) => a == b,
            (Value::BigInt(a), Value::BigInt(b)) => a == b,
            // Different variants of integers: equal only if both fit, as `BigInt` text has one form.
            _ => self.as_i128().is_some_and(|a| Some(a) == other.as_i128()),
        }
    }
}

macro_rules! equals {
    ($($target:ty: |$value:ident, $other:ident| $same:expr;)*) => {$(
        impl PartialEq<$target> for Value {
            fn eq(&self, $other: &$target) -> bool {
                let $value = self;
                $same
            }
        }

        impl PartialEq<Value> for $target {
            fn eq(&self, $value: &Value) -> bool {
                let $other = self;
                $same
            }
        }
    )*};
}

equals! {
    str: |value, other| value.as_str() == Some(other);
    &str: |value, other| value.as_str() == Some(*other);
    String: |value, other| value.as_str() == Some(&**other);
    bool: |value, other| value.as_bool() == Some(*other);
    f32: |value, other| matches!(value, Value::Float(x) if *x == f64::from(*other));
    f64: |value, other| matches!(value, Value::Float(x) if x == other);
    u128: |value, other| value.as_u128() == Some(*other);
    usize: |value, other| value.as_u128() == u128::try_from(*other).ok();
    isize: |value, other| value.as_i128() == i128::try_from(*other).ok();
}

macro_rules! equals_integer {
    ($($int:ty),*) => {
        equals! { $($int: |value, other| value.as_i128() == Some(i128::from(*other));)* }
    };
}

equals_integer!(i8, i16, i32, i64, i128, u8, u16, u32, u64);

#[cfg(test)]
mod tests {
    use super::super::{BigInt, Dict};
    use super::*;

    fn big(text: &str) -> Value {
        Value::BigInt(text.parse::<BigInt>().unwrap())
    }

    #[test]
    fn integers_compare_by_value() {
        assert_eq!(Value::Int(5), Value::UInt(5));
        assert_eq!(Value::UInt(5), big("5"));
        assert_ne!(Value::UInt(u64::MAX), Value::Int(-1));
        assert_ne!(big("5"), Value::Float(5.0));
        assert_eq!(big(&"9".repeat(50)), big(&"9".repeat(50)));
        assert_ne!(big(&"9".repeat(50)), Value::Null);
        assert_ne!(Value::Int(1), Value::Bool(true));
    }

    #[test]
    fn floats_equal_floats() {
        assert_eq!(Value::Float(0.0), Value::Float(-0.0));
        assert_ne!(Value::Float(f64::NAN), Value::Float(f64::NAN));
        assert_ne!(Value::Float(1.0), Value::Int(1));
    }

    #[test]
    fn containers_equal_what_they_hold() {
        let value = |n: i64| Value::from(vec![Value::from(Dict::from([("n", n)])), Value::from("x")]);
        assert_eq!(value(1), value(1));
        assert_ne!(value(1), value(2));
        assert_ne!(Value::from(vec![1]), Value::from(Dict::new()));
    }

    #[test]
    #[allow(clippy::nonminimal_bool, clippy::cmp_owned, reason = "each side of each comparison is meant")]
    fn rust_types_compare() {
        let value = Value::from(Dict::from([("s", "x")]));
        assert!(
            value["s"] == "x" && "x" == value["s"] && value["s"] == *"x" && value["s"] == String::from("x")
        );
        assert!(Value::from(1) == 1_u8 && Value::from(1) == 1_usize && Value::from(u128::MAX) == u128::MAX);
        assert!(Value::from(0.5) == 0.5 && Value::from(true) == true && Value::from(1) != 1.0);
    }
}
