//! NumPy's names of element types.

use crate::error::{DecodeError, DecodeKind, excerpt};

/// An element type, as `dtype.str` names it: byte order, kind, size, and a unit for times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dtype {
    text: String,
    pub(super) big_endian: bool,
    pub(super) kind: char,
    /// Bytes of an element; never none.
    pub(super) size: usize,
}

impl Dtype {
    /// Of elements that are in memory: one of [`Element::DTYPE`](super::Element::DTYPE).
    pub(super) fn parse(text: &str) -> Result<Dtype, DecodeError> {
        let text = str_of_name(text).unwrap_or(text);
        let (order, rest) = match text.chars().next() {
            Some(order @ ('<' | '>' | '|' | '=')) => (order, text.get(1..).unwrap_or_default()),
            _ => ('=', text),
        };
        let mut chars = rest.chars();
        let kind = chars.next().ok_or_else(|| unreadable(text))?;
        let count = size(kind, chars.as_str()).ok_or_else(|| unreadable(text))?;
        let width = if kind == 'U' { 4 } else { 1 };
        let size = count.checked_mul(width).filter(|&size| size > 0).ok_or_else(|| unreadable(text))?;
        Ok(Dtype { text: text.to_owned(), big_endian: order == '>', kind, size })
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

/// The size behind a kind of fixed-size elements.
fn size(kind: char, rest: &str) -> Option<usize> {
    let (digits, unit) = rest.split_at(rest.find('[').unwrap_or(rest.len()));
    let is_time = matches!(kind, 'M' | 'm');
    let is_unit = unit.is_empty() || (is_time && unit.ends_with(']') && unit.len() <= 16);
    let is_known = is_time || matches!(kind, 'b' | 'i' | 'u' | 'f' | 'c' | 'U' | 'S' | 'V');
    if !is_known || !is_unit || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

/// What `dtype.str` gives for the names that `dtype.name` gives.
fn str_of_name(name: &str) -> Option<&'static str> {
    Some(match name {
        "float64" => "<f8",
        "float32" => "<f4",
        "float16" => "<f2",
        "int64" => "<i8",
        "int32" => "<i4",
        "int16" => "<i2",
        "int8" => "|i1",
        "uint64" => "<u8",
        "uint32" => "<u4",
        "uint16" => "<u2",
        "uint8" => "|u1",
        "bool" => "|b1",
        "complex128" => "<c16",
        "complex64" => "<c8",
        _ => return None,
    })
}

#[cold]
fn unreadable(text: &str) -> DecodeError {
    let shown = excerpt(text);
    let error = DecodeError::new(DecodeKind::Invalid, format!("no array can be read of the dtype `{shown}`"));
    if text.contains('O') {
        return error
            .help("it holds pointers into the sender's memory; convert it with `astype` before it is sent");
    }
    error.help("send `dtype.str` of numbers, bools, times or fixed-width texts, such as `<f8`")
}
