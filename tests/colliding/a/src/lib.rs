//! A type that another crate has as well: same name, same fields, hence the same id.

use codec::json_serializable;

/// The type that collides.
#[json_serializable]
#[derive(Debug, PartialEq)]
pub struct Contested {
    /// Anything.
    pub x: i64,
}
