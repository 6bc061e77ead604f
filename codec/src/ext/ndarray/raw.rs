//! Arrays of dtypes that no Rust type stands for.

use ndarray::ArrayD;

use super::dtype::Dtype;
use super::payload::{Payload, dict};
use crate::error::DecodeError;
use crate::value::Value;

/// An array whose elements are bytes of a size that its dtype says, in C order.
///
/// Half floats (`<f2`), times (`<M8[s]`, `<m8[ms]`), fixed-width texts (`<U3`, `|S3`) and structured elements (`|V12`,
/// whose fields are not on the wire) arrive so, and are sent on unchanged.
///
/// # Example
/// ```
/// use codec::ext::ndarray::{NdArray, RawArray};
/// use codec::{Codec, Json, ext};
///
/// let days = RawArray::new("<M8[D]", &[2], [1_i64, 2].map(i64::to_le_bytes).concat())?;
/// assert_eq!((days.dtype(), days.item_size(), days.items().count()), ("<M8[D]", 8, 2));
///
/// let codec = Json::aiomas([ext::ndarray::serializer]);
/// let bytes = codec.encode(&NdArray::from(days.clone()))?;
/// assert_eq!(codec.decode_as::<NdArray>(&bytes)?, NdArray::Raw(days));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct RawArray(Payload);

impl RawArray {
    /// From `dtype.str`, the shape, and the bytes that NumPy's `tobytes` gives.
    ///
    /// # Errors
    /// If they do not fit each other, or if the dtype is none of elements of a fixed size.
    pub fn new(dtype: &str, shape: &[usize], data: Vec<u8>) -> Result<Self, DecodeError> {
        let payload = Payload { dtype: Dtype::parse(dtype)?, shape: shape.to_vec(), data };
        payload.checked().map(RawArray)
    }

    pub(super) fn of(payload: Payload) -> Self {
        RawArray(payload)
    }

    pub(super) fn into_payload(self) -> Payload {
        self.0
    }

    /// What NumPy's `dtype.str` gives, such as `<M8[s]`.
    pub fn dtype(&self) -> &str {
        self.0.dtype.text()
    }

    /// The length of each axis.
    pub fn shape(&self) -> &[usize] {
        &self.0.shape
    }

    /// The bytes of all elements, in C order and in the byte order of the dtype.
    pub fn data(&self) -> &[u8] {
        &self.0.data
    }

    /// The bytes of each element.
    pub fn items(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        self.0.data.chunks_exact(self.0.dtype.size)
    }

    /// How many bytes an element has; at least one.
    pub fn item_size(&self) -> usize {
        self.0.dtype.size
    }

    /// The texts of an array of `str` (`<U3`) or ASCII `bytes` (`|S3`), without the zeros that fill them up.
    ///
    /// # Example
    /// ```
    /// use codec::ext::ndarray::RawArray;
    /// let names = RawArray::new("|S3", &[2], b"ab\0abc".to_vec())?;
    /// assert_eq!(names.texts()?.into_raw_vec_and_offset().0, ["ab", "abc"]);
    /// # Ok::<(), codec::DecodeError>(())
    /// ```
    ///
    /// # Errors
    /// If the dtype is another, or an element is no text.
    pub fn texts(&self) -> Result<ArrayD<String>, DecodeError> {
        let Dtype { kind, big_endian, .. } = self.0.dtype;
        let text = |item: &[u8]| match kind {
            'U' => characters(item, big_endian),
            'S' => ascii(item),
            _ => None,
        };
        let texts: Option<Vec<String>> = self.items().map(text).collect();
        let texts = texts.ok_or_else(|| {
            DecodeError::custom(format_args!("the elements of dtype `{}` are no texts", self.dtype()))
        })?;
        ArrayD::from_shape_vec(self.shape(), texts)
            .map_err(|_| DecodeError::custom("the shape is not that of the data"))
    }

    pub(super) fn to_value(&self) -> Value {
        dict(self.dtype(), self.shape(), self.0.data.clone())
    }
}

/// UCS-4, filled up with zeros.
fn characters(item: &[u8], big_endian: bool) -> Option<String> {
    let codes = item.chunks_exact(4).map(|code| {
        let code = <[u8; 4]>::try_from(code).unwrap_or_default(); // every piece is of this size
        char::from_u32(if big_endian { u32::from_be_bytes(code) } else { u32::from_le_bytes(code) })
    });
    let mut text: String = codes.collect::<Option<_>>()?;
    text.truncate(text.trim_end_matches('\0').len());
    Some(text)
}

fn ascii(item: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(item).ok().filter(|text| text.is_ascii())?;
    Some(text.trim_end_matches('\0').to_owned())
}
