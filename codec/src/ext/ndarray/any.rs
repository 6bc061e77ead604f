//! Arrays whose element type is known at run time.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ndarray::{Array, ArrayD, Dimension};
use num_complex::{Complex32, Complex64};
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::RawArray;
use super::element::Element;
use super::payload::{Payload, other_elements};
use crate::error::DecodeError;
use crate::value::{Dict, Value};

/// An array of any dtype: what decoding gives where no type is asked for.
///
/// Make one with `From`, and take the array of the known type out with `TryFrom`. Dtypes that no Rust type stands for
/// are kept as they are.
///
/// # Example
/// ```
/// use codec::ext::ndarray::NdArray;
/// use ndarray::{Array1, Array2, array};
///
/// let any = NdArray::from(array![[1.5, 2.5]]);
/// assert_eq!((any.dtype(), any.shape(), any.len()), ("<f8", &[1, 2][..], 2));
/// assert!(Array1::<f64>::try_from(any.clone()).is_err());
/// assert_eq!(Array2::<f64>::try_from(any)?, array![[1.5, 2.5]]);
/// # Ok::<(), codec::DecodeError>(())
/// ```
///
/// By itself, without a codec that has its serializer, it is for serde the same dict, with base64 text in formats that
/// people read.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq)]
pub enum NdArray {
    /// `<f8`, `float64`.
    F64(ArrayD<f64>),
    /// `<f4`, `float32`.
    F32(ArrayD<f32>),
    /// `<i8`, `int64`.
    I64(ArrayD<i64>),
    /// `<i4`, `int32`.
    I32(ArrayD<i32>),
    /// `<i2`, `int16`.
    I16(ArrayD<i16>),
    /// `|i1`, `int8`.
    I8(ArrayD<i8>),
    /// `<u8`, `uint64`.
    U64(ArrayD<u64>),
    /// `<u4`, `uint32`.
    U32(ArrayD<u32>),
    /// `<u2`, `uint16`.
    U16(ArrayD<u16>),
    /// `|u1`, `uint8`.
    U8(ArrayD<u8>),
    /// `|b1`, `bool`.
    Bool(ArrayD<bool>),
    /// `<c16`, `complex128`.
    Complex64(ArrayD<Complex64>),
    /// `<c8`, `complex64`.
    Complex32(ArrayD<Complex32>),
    /// Any other dtype, as it came: half floats, times, fixed-width texts, structured elements.
    Raw(RawArray),
}

/// The same for an array of any element type.
macro_rules! each {
    ($this:expr, $array:ident => $typed:expr, $raw:ident => $other:expr) => {
        match $this {
            NdArray::F64($array) => $typed,
            NdArray::F32($array) => $typed,
            NdArray::I64($array) => $typed,
            NdArray::I32($array) => $typed,
            NdArray::I16($array) => $typed,
            NdArray::I8($array) => $typed,
            NdArray::U64($array) => $typed,
            NdArray::U32($array) => $typed,
            NdArray::U16($array) => $typed,
            NdArray::U8($array) => $typed,
            NdArray::Bool($array) => $typed,
            NdArray::Complex64($array) => $typed,
            NdArray::Complex32($array) => $typed,
            NdArray::Raw($raw) => $other,
        }
    };
}

impl NdArray {
    /// What NumPy's `dtype.str` gives, such as `<f8`.
    pub fn dtype(&self) -> &str {
        fn of<A: Element>(_: &ArrayD<A>) -> &'static str {
            A::DTYPE
        }
        each!(self, array => of(array), raw => raw.dtype())
    }

    /// The length of each axis.
    pub fn shape(&self) -> &[usize] {
        each!(self, array => array.shape(), raw => raw.shape())
    }

    /// How many elements there are.
    pub fn len(&self) -> usize {
        self.shape().iter().product() // of an array that exists, which is checked
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.shape().contains(&0)
    }

    pub(super) fn to_value(&self) -> Value {
        each!(self, array => Payload::of(&array.view()), raw => raw.to_value())
    }

    pub(super) fn from_value(value: Value) -> Result<NdArray, DecodeError> {
        fn read<A: Element>(payload: Payload) -> Result<NdArray, DecodeError> {
            payload.into_array::<A>().map(A::into_any)
        }
        let payload = Payload::from_value(value)?;
        match (payload.dtype.kind, payload.dtype.size) {
            ('f', 8) => read::<f64>(payload),
            ('f', 4) => read::<f32>(payload),
            ('i', 8) => read::<i64>(payload),
            ('i', 4) => read::<i32>(payload),
            ('i', 2) => read::<i16>(payload),
            ('i', 1) => read::<i8>(payload),
            ('u', 8) => read::<u64>(payload),
            ('u', 4) => read::<u32>(payload),
            ('u', 2) => read::<u16>(payload),
            ('u', 1) => read::<u8>(payload),
            ('b', 1) => read::<bool>(payload),
            ('c', 16) => read::<Complex64>(payload),
            ('c', 8) => read::<Complex32>(payload),
            _ => Ok(NdArray::Raw(RawArray::of(payload))),
        }
    }
}

impl<A: Element, D: Dimension> From<Array<A, D>> for NdArray {
    fn from(array: Array<A, D>) -> Self {
        A::into_any(array.into_dyn())
    }
}

impl From<RawArray> for NdArray {
    fn from(array: RawArray) -> Self {
        NdArray::Raw(array)
    }
}

/// Fails for another dtype or number of dimensions; nothing is converted.
impl<A: Element, D: Dimension> TryFrom<NdArray> for Array<A, D> {
    type Error = DecodeError;

    fn try_from(array: NdArray) -> Result<Self, DecodeError> {
        with_dimensions(match array {
            NdArray::Raw(raw) => raw.into_payload().into_array::<A>()?,
            other => A::from_any(other).map_err(|other| other_elements::<A>(other.dtype()))?,
        })
    }
}

/// As many dimensions as the type has.
pub(super) fn with_dimensions<A, D: Dimension>(array: ArrayD<A>) -> Result<Array<A, D>, DecodeError> {
    let found = array.ndim();
    array.into_dimensionality::<D>().map_err(|_| {
        let wanted = D::NDIM.unwrap_or(found);
        DecodeError::mismatch(&format!("an array with {wanted} dimensions"), &format!("one with {found}"))
    })
}

impl Serialize for NdArray {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = self.to_value();
        if !serializer.is_human_readable() {
            return value.serialize(serializer);
        }
        let mut dict = Dict::try_from(value).map_err(serde::ser::Error::custom)?;
        let data = dict.remove("data").as_ref().and_then(Value::as_bytes).map(|data| STANDARD.encode(data));
        let mut fields = serializer.serialize_struct("NdArray", 3)?;
        fields.serialize_field("type", self.dtype())?;
        fields.serialize_field("shape", self.shape())?;
        fields.serialize_field("data", &data.unwrap_or_default())?;
        fields.end()
    }
}

impl<'de> Deserialize<'de> for NdArray {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        NdArray::from_value(Value::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}
