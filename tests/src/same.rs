//! Sameness that is stricter than equality: of floats bit by bit, of dicts in their order.

use codec::Value;

/// Whether two values are the same in every way that a program can tell. All NaN are one, as in text.
pub fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan(),
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Dict(a), Value::Dict(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|((k, a), (l, b))| k == l && same(a, b))
        }
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|((k, a), (l, b))| same(k, l) && same(a, b))
        }
        (Value::Unknown(a), Value::Unknown(b)) => a.id() == b.id() && same(a.data(), b.data()),
        (Value::Object(a), Value::Object(b)) => {
            let payloads = a.as_value().ok().zip(b.as_value().ok());
            a.rust_type() == b.rust_type() && payloads.is_some_and(|(a, b)| same(&a, &b))
        }
        _ => std::mem::discriminant(left) == std::mem::discriminant(right) && left == right,
    }
}
