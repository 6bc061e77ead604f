//! The dict that an array travels as.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ndarray::{ArrayD, ArrayViewD};

use super::dtype::Dtype;
use super::element::Element;
use crate::error::DecodeError;
use crate::serializer::serde::from_value;
use crate::value::{Bytes, Dict, List, Value};

/// NumPy's own bound.
const DIMENSIONS: usize = 64;

/// An array whose parts fit each other: as many bytes as the shape and the dtype say.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Payload {
    pub(super) dtype: Dtype,
    pub(super) shape: Vec<usize>,
    pub(super) data: Vec<u8>,
}

impl Payload {
    pub(super) fn from_value(value: Value) -> Result<Payload, DecodeError> {
        let mut dict = Dict::try_from(value)?;
        let mut take = |key| dict.remove(key).ok_or_else(|| DecodeError::missing_field(key, "ndarray"));
        let (dtype, lengths, data) = (take("type")?, take("shape")?, take("data")?);
        let dtype = String::try_from(dtype).and_then(|text| Dtype::parse(&text));
        let dtype = dtype.map_err(|error| error.in_field("type"))?;
        let shape = shape(lengths).map_err(|error| error.in_field("shape"))?;
        let data = bytes(data).map_err(|error| error.in_field("data"))?;
        Payload { dtype, shape, data }.checked()
    }

    /// Before memory is taken by the shape: the bytes are here already.
    pub(super) fn checked(self) -> Result<Payload, DecodeError> {
        // As `ndarray` has it, an axis without elements does not excuse the others.
        let mut lengths = self.shape.iter().filter(|&&length| length > 0);
        let most = lengths.try_fold(self.dtype.size, |product, &length| product.checked_mul(length));
        let is_empty = self.shape.contains(&0);
        let wanted =
            most.filter(|&most| isize::try_from(most).is_ok()).map(|most| if is_empty { 0 } else { most });
        match wanted {
            Some(wanted) if wanted == self.data.len() => Ok(self),
            Some(wanted) => Err(DecodeError::custom(format_args!(
                "an array of this shape and dtype `{}` has {wanted} bytes, not {}",
                self.dtype.text(),
                self.data.len()
            ))),
            None => Err(DecodeError::custom("the shape is larger than any memory").in_field("shape")),
        }
    }

    /// The payload of elements in any layout.
    pub(super) fn of<A: Element>(array: &ArrayViewD<'_, A>) -> Value {
        let mut data = Vec::new();
        match array.as_slice() {
            Some(slice) => A::write(slice.iter(), &mut data),
            // In logical order, which is C order.
            None => A::write(array.iter(), &mut data),
        }
        dict(A::DTYPE, array.shape(), data)
    }

    /// The elements, if they are of this type.
    pub(super) fn into_array<A: Element>(self) -> Result<ArrayD<A>, DecodeError> {
        if !self.is::<A>() {
            return Err(other_elements::<A>(self.dtype.text()));
        }
        let elements = A::read(&self.data, self.dtype.big_endian);
        ArrayD::from_shape_vec(self.shape, elements)
            .map_err(|_| DecodeError::custom("the shape is not that of the data").in_field("shape"))
    }

    pub(super) fn is<A: Element>(&self) -> bool {
        self.dtype.size == A::SIZE && A::DTYPE.chars().nth(1) == Some(self.dtype.kind)
    }
}

/// In the order of aiomas's documentation.
pub(super) fn dict(dtype: &str, shape: &[usize], data: Vec<u8>) -> Value {
    let shape: List = shape.iter().map(|&length| Value::from(length)).collect();
    let entries =
        [("type", Value::from(dtype)), ("shape", Value::from(shape)), ("data", Bytes::from(data).into())];
    Value::Dict(Dict::from(entries))
}

#[cold]
pub(super) fn other_elements<A: Element>(found: &str) -> DecodeError {
    DecodeError::mismatch(&format!("an array of dtype `{}`", A::DTYPE), &format!("one of dtype `{found}`"))
}

fn shape(lengths: Value) -> Result<Vec<usize>, DecodeError> {
    let lengths = List::try_from(lengths)?;
    if lengths.len() > DIMENSIONS {
        return Err(DecodeError::custom(format_args!(
            "{} dimensions are more than the {DIMENSIONS} of NumPy",
            lengths.len()
        )));
    }
    let length =
        |(index, length)| usize::try_from(length).map_err(|error: DecodeError| error.in_index(index));
    lengths.into_iter().enumerate().map(length).collect()
}

/// Bytes, base64 text, or what serde makes of bytes in a format without them.
fn bytes(data: Value) -> Result<Vec<u8>, DecodeError> {
    match data {
        Value::Bytes(bytes) => Ok(bytes.into_vec()),
        Value::String(text) => decode(&text),
        Value::List(_) => from_value::<Bytes>(data).map(Bytes::into_vec),
        other => Err(DecodeError::mismatch("bytes or base64 text", other.kind_name())),
    }
}

fn decode(text: &str) -> Result<Vec<u8>, DecodeError> {
    STANDARD
        .decode(text)
        .or_else(|_| STANDARD.decode(text.replace(['\n', '\r'], ""))) // Python's `encodebytes` wraps lines
        .map_err(|_| DecodeError::custom("the text is no standard base64"))
}
